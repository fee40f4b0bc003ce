import { readFileSync } from 'node:fs';
import { systemClock } from '@otelwire/core';
import { expect } from 'vitest';
import { hanging, timeLapse } from '../../../core/test/http/hanging.ts';
import type { TimeLapse } from '../../../core/test/http/time-lapse.ts';
import { givenUpConnections, silentServer } from '../silent-server.ts';
import { arrives, type Effect, logged, type Name, ofFlag, ofNumber, ofText, pathsOf } from './effect.ts';
import { ACCESS_KEY, eventsOf, noted } from './streamer.ts';

const fixture = (name: string) =>
  readFileSync(new URL(`../../../core/test/transport/fixtures/${name}`, import.meta.url));
const cert = { cert: fixture('tls-server.pem').toString(), key: fixture('tls-server-key.pem').toString() };

/** Of the options that the exporter has, too. */
export const wireEffects = {
  endpoint: {
    value: ({ server }) => server.endpoints.http,
    text: ({ server }) => server.endpoints.http,
    sees: arrives,
  },
  accessKey: { ...ofText(ACCESS_KEY), sees: arrives },
  bucketKey: { ...ofText('oven'), sees: (streamer) => expect(streamer.bucketKey).toBe('oven') },
  bucketName: {
    ...ofText('The oven'),
    async sees(streamer, { server }) {
      await logged(streamer);
      expect(server.totals.buckets.get('till')!.bucketName).toBe('The oven');
    },
  },
  createBucket: {
    ...ofFlag(false),
    async sees(streamer, scene) {
      await logged(streamer);
      expect(pathsOf(scene)).toEqual(['/api/events']);
    },
  },
  headers: {
    value: () => ({ 'x-tenant': 'a b' }),
    text: () => 'x-tenant=a%20b',
    async sees(streamer, { server }) {
      await logged(streamer);
      const tenants = server.totals.requests.kept.map(({ headers }) => headers['x-tenant']);
      expect(tenants).toEqual(['a b', 'a b']);
    },
  },
  maxEventsPerRequest: {
    ...ofNumber(2),
    async sees(streamer, { server }) {
      await logged(streamer, 4);
      const [, ...bodies] = server.totals.requests.kept.map(({ body }) => JSON.parse(body).length);
      expect(bodies).toEqual([2, 2]);
    },
  },
  maxRequestsPerSecond: {
    ...ofNumber(0.01),
    async sees(streamer, scene) {
      await logged(streamer);
      expect(pathsOf(scene)).toEqual(['/api/buckets']);
    },
  },
  maxBacklogBytes: {
    ...ofNumber(0),
    with: () => ({ timeoutMillis: 200 }),
    async sees(streamer, { server }) {
      await server.faults.refuse();
      await logged(streamer);
      expect(streamer.accounting.dropped).toEqual({ queue_full: 1 });
    },
  },
  maxBacklogAgeMillis: {
    ...ofNumber(1),
    with: () => ({ timeoutMillis: 200 }),
    async sees(streamer, { server }) {
      await server.faults.refuse();
      await logged(streamer);
      await streamer.flush();
      expect(streamer.accounting.dropped).toEqual({ too_old: 1 });
    },
  },
  connectTimeoutMillis: {
    ...ofNumber(1),
    async with({ told }) {
      const { connections, endpoint } = await silentServer();
      const lapse = await timeLapse();
      told.push(connections, lapse, givenUpConnections());
      return { endpoint, clock: lapse.clock, timeoutMillis: 60_000 };
    },
    async sees(streamer, { told }) {
      const [connections, lapse, givenUp] = told as [readonly unknown[], TimeLapse, readonly string[]];
      await hanging(lapse, () => connections.length > 1, logged(streamer));
      expect(connections.length).toBeGreaterThan(1);
      expect(givenUp[0]).toContain('timeout: 1ms');
    },
  },
  tls: { server: { http: cert }, value: () => ({ ca: fixture('tls-authority.pem') }), sees: arrives },
  clock: {
    value: () => ({ ...systemClock, now: () => 1_800_000_000_500 }),
    async sees(streamer, { server }) {
      await logged(streamer);
      expect(eventsOf(server)).toEqual([['n', 0, 1_800_000_000.5]]);
    },
  },
  logger: {
    value: ({ told }) => ({ ...noted().logger, warn: (line: string) => told.push(line) }),
    sees(streamer, { told }) {
      streamer.log('n', Number.NaN);
      expect(told).toEqual([expect.stringContaining('not_finite')]);
    },
  },
} satisfies { readonly [Option in Name]?: Effect };
