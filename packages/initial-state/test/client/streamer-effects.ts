import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Agent } from 'undici';
import { expect } from 'vitest';
import { hanging, timeLapse } from '../../../core/test/http/hanging.ts';
import type { TimeLapse } from '../../../core/test/http/time-lapse.ts';
import { type InitialStateStreamerOptions, TransportError } from '../../src/client/index.ts';
import { arrives, type Effect, logged, type Name, ofFlag, ofNumber, pathsOf, type Scene } from './effect.ts';
import { afterwards, inTime } from './streamer.ts';

/** Below what it would take with the default. */
const SHORT_MILLIS = 4000;

async function withLapse({ told }: Scene): Promise<InitialStateStreamerOptions> {
  const lapse = await timeLapse();
  told.push(lapse);
  return { clock: lapse.clock };
}

/** How much time passes until `work` is over, while the server hangs. */
async function passes(lapse: TimeLapse, { totals }: Scene['server'], work: Promise<void>): Promise<number> {
  const before = lapse.clock.monotonicMillis();
  await hanging(lapse, () => totals.requestCount > 0, work);
  return lapse.clock.monotonicMillis() - before;
}

/** Of the options that only streamers have. */
export const streamerEffects = {
  bufferSize: {
    ...ofNumber(2),
    async sees(streamer, { server }) {
      for (let i = 0; i < 2; i += 1) streamer.log('n', i);
      await server.waitFor(({ eventCount }) => eventCount === 2);
    },
  },
  debugLevel: {
    ...ofNumber(1),
    with: ({ told }) => ({ onDebug: (line) => told.push(line) }),
    sees(streamer, { told }) {
      streamer.log('n', 1, 1_700_000_000);
      expect(told).toEqual(['till: {"key":"n","value":1,"epoch":1700000000}']);
    },
  },
  onDebug: {
    with: () => ({ debugLevel: 1 }),
    value:
      ({ told }) =>
      (line: string) =>
        told.push(line),
    sees(streamer, { told }) {
      streamer.log('n', 1);
      expect(told).toHaveLength(1);
    },
  },
  offline: {
    ...ofFlag(true),
    with: ({ path }) => ({ offlineFile: join(path, 'out.csv') }),
    async sees(streamer, scene) {
      await logged(streamer);
      expect(await readFile(join(scene.path, 'out.csv'), 'utf8')).toMatch(/^\d+(\.\d+)?,n,0\r\n$/);
      expect(pathsOf(scene)).toEqual([]);
    },
  },
  offlineFile: {
    with: () => ({ offline: true }),
    value: ({ path }) => join(path, 'other.csv'),
    text: ({ path }) => join(path, 'other.csv'),
    async sees(streamer, { path }) {
      await logged(streamer);
      expect(await readFile(join(path, 'other.csv'), 'utf8')).toMatch(/,n,0\r\n$/);
    },
  },
  iniFile: {
    async with({ path }) {
      await writeFile(join(path, 'my.ini'), '[isstreamer.client_config]\ndefault_bucket = of-the-file\n');
      return { bucketKey: undefined };
    },
    value: ({ path }) => join(path, 'my.ini'),
    text: ({ path }) => join(path, 'my.ini'),
    sees: (streamer) => expect(streamer.bucketKey).toBe('of-the-file'),
  },
  dispatcher: {
    value({ told }) {
      const agent = new Agent();
      afterwards(() => agent.close());
      return {
        request(options: { path: string }) {
          told.push(options.path);
          return agent.request(options as never);
        },
      };
    },
    async sees(streamer, scene) {
      await arrives(streamer, scene);
      expect(scene.told).toEqual(['/api/buckets', '/api/events']);
    },
  },
  flushIntervalMillis: {
    ...ofNumber(1),
    async sees(streamer, { server }) {
      streamer.log('n', 1);
      await server.waitFor(({ eventCount }) => eventCount === 1);
    },
  },
  timeoutMillis: {
    ...ofNumber(200),
    with: withLapse,
    async sees(streamer, { server, told: [lapse] }) {
      server.faults.failNext(100, 'hang-before');
      expect(await passes(lapse as TimeLapse, server, logged(streamer))).toBeLessThan(SHORT_MILLIS);
      (lapse as TimeLapse).stop();
      await expect.poll(() => streamer.accounting.held, inTime).toBe(1);
    },
  },
  closeTimeoutMillis: {
    ...ofNumber(50),
    with: withLapse,
    async sees(streamer, { server, told: [lapse] }) {
      server.faults.failNext(100, 'hang-before');
      streamer.log('n', 1);
      expect(await passes(lapse as TimeLapse, server, streamer.close())).toBeLessThan(SHORT_MILLIS);
      expect(Object.values(streamer.accounting.dropped)).toEqual([1]);
    },
  },
  onError: {
    with: () => ({ timeoutMillis: 200 }),
    value:
      ({ told }) =>
      (error: unknown) =>
        told.push(error),
    async sees(streamer, { server, told }) {
      await server.faults.refuse();
      await logged(streamer);
      await expect.poll(() => told, inTime).toEqual([expect.any(TransportError)]);
    },
  },
} satisfies { readonly [Option in Name]?: Effect };
