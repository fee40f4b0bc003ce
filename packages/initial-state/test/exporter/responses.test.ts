import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { timeLapse } from '../../../core/test/http/hanging.ts';
import { type Answer, afterwards, cleanUp } from '../../../core/test/http/http-server.ts';
import { collectionOf } from '../../../core/test/otel/collection.ts';
import { recordingLogger } from '../../../core/test/otel/recording-logger.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import { InitialStateMetricExporter } from '../../src/index.ts';
import { Account } from '../account.ts';

afterEach(cleanUp);

interface Case {
  readonly id: string;
  readonly body?: string;
}

const file = new URL('../vectors/responses.json', import.meta.url);
const { cases }: { cases: readonly Case[] } = JSON.parse(readFileSync(file, 'utf8'));
const bodyOf = (id: string) => cases.find((one) => one.id === id)?.body ?? '';
const answer =
  (status: number, body = '', headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, headers).end(body);

/** Exports the same two gauges twice to an account whose answers begin with `script`. */
async function exportTwice(...script: (Answer | 'take')[]) {
  const account = await Account.open(...script);
  const { clock } = await timeLapse();
  const { logger, messages } = recordingLogger();
  const { accessKey, endpoint } = account;
  const exporter = new InitialStateMetricExporter({
    accessKey,
    endpoint,
    logger,
    clock,
    timeoutMillis: 5000,
  });
  afterwards(() => exporter.shutdown());
  const steps: { readonly code: number; readonly requests: number }[] = [];
  const results = [];
  for (const second of [1, 2]) {
    const metrics = ['a', 'b'].map((name) => ({
      name,
      kind: 'gauge' as const,
      points: [{ value: second, endTime: [1_700_000_000 + second, 0] }],
    }));
    const result = await exportOf(exporter, collectionOf(metrics, { 'service.name': 'shop' }));
    results.push(result);
    steps.push({ code: result.code, requests: account.requests.length });
  }
  const values = account.eventsOf('shop').map(({ value }) => value);
  const { held, delivered, dropped } = exporter.accounting;
  return { account, exporter, messages, steps, values, held, delivered, dropped };
}

/** It is tried once, everything waits, and no second request goes out while the circuit is open. */
function expectRefused({ steps, held, messages }: Awaited<ReturnType<typeof exportTwice>>, requests: number) {
  expect(steps).toEqual([
    { code: 0, requests },
    { code: 0, requests },
  ]);
  expect(held).toBe(4);
  expect(messages).toHaveLength(1);
}

/** Some time later everything has arrived, each event once. */
function expectDelivered({ delivered, held, dropped, values }: Awaited<ReturnType<typeof exportTwice>>) {
  expect({ delivered, held, dropped }).toEqual({ delivered: 4, held: 0, dropped: {} });
  expect(values).toEqual([1, 1, 2, 2]);
}

const checks: Record<string, () => Promise<void>> = {
  async '401'() {
    const done = await exportTwice('take', 401);
    expectRefused(done, 2);
    expect(done.messages[0]).toMatch(/\/api\/events answers 401: is the key right\?/);
  },

  async '403'() {
    const done = await exportTwice(answer(403, '"ACCESS_DENIED_KEY"', { 'content-type': 'text/plain' }));
    expectRefused(done, 1);
    expect(done.messages[0]).toMatch(/\/api\/buckets answers 403 'ACCESS_DENIED_KEY'/);
  },

  async '402'() {
    const done = await exportTwice('take', answer(402, bodyOf('402')));
    expectRefused(done, 2);
    expect(done.messages[0]).toMatch(/answers 402 'Event limit exceeded for current cycle\.\.\.'/);
  },

  async '429 + Retry-After: 1'() {
    expectDelivered(await exportTwice('take', answer(429, '', { 'retry-after': '1' })));
  },

  async '429 without Retry-After'() {
    const limit = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' };
    expectDelivered(await exportTwice('take', answer(429, '', limit)));
    expectDelivered(await exportTwice('take', 429));
  },

  async '400 BUCKET_REMOVED'() {
    const removed = answer(400, bodyOf('400 BUCKET_REMOVED'));
    const ofEvents = await exportTwice('take', removed);
    expectRefused(ofEvents, 2);
    expect(ofEvents.messages[0]).toContain("400 'BUCKET_REMOVED: it was deleted; choose another bucketKey'");
    expectRefused(await exportTwice(removed), 1);
  },

  async '400 other JSON'() {
    const { dropped, messages, steps, values } = await exportTwice(
      'take',
      answer(400, '{"message":"bad key"}'),
    );
    expect(steps).toEqual([
      { code: 1, requests: 2 },
      { code: 0, requests: 3 },
    ]);
    expect([dropped, values]).toEqual([{ rejected: 2 }, [2, 2]]);
    expect(messages[0]).toMatch(/^error: .*answers 400 'bad key'.* Data points are lost \(rejected\)$/);
  },

  async '413'() {
    const done = await exportTwice('take', 413);
    expectDelivered(done);
    expect(done.steps[0]).toEqual({ code: 0, requests: 4 });
  },

  async '500/503'() {
    const done = await exportTwice('take', 500, 503);
    expectDelivered(done);
    expect(done.steps[0]).toEqual({ code: 0, requests: 4 });
  },

  async '409'() {
    const { dropped, messages, steps } = await exportTwice('take', 409);
    expect(steps[0]).toEqual({ code: 1, requests: 2 });
    expect(dropped).toEqual({ rejected: 2 });
    expect(messages[0]).toContain('answers 409');
  },
};

describe('an answer', () => {
  it.each(Object.entries(checks))('%s', (_id, check) => check());

  it('of every vector is looked at, but for that of a debug level', () => {
    const ids = cases.map(({ id }) => id).filter((id) => id !== '500 with debug_level 2');
    expect(Object.keys(checks).sort()).toEqual(ids.sort());
  });
});
