import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { timeLapse } from '../../../core/test/http/hanging.ts';
import type { Answer } from '../../../core/test/http/http-server.ts';
import { DroppedError, TransportError } from '../../src/client/index.ts';
import { Account } from '../account.ts';
import { afterwards, noted, streamerTo } from './streamer.ts';

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

/** Logs two events twice to an account whose answers begin with `script`. */
async function logTwice(...script: (Answer | 'take')[]) {
  const account = await Account.open(...script);
  const { clock } = await timeLapse();
  const { lines, logger } = noted();
  const errors: Error[] = [];
  const thrown: Error[] = [];
  const streamer = streamerTo(
    { endpoints: { http: account.endpoint } },
    {
      accessKey: account.accessKey,
      bucketKey: 'shop',
      clock,
      logger,
      debugLevel: 2,
      onDebug() {},
      onError: (error) => errors.push(error),
    },
  );
  const requests: number[] = [];
  for (const second of [1, 2]) {
    for (const key of ['a', 'b']) streamer.log(key, second, 1_700_000_000 + second);
    await streamer.flush().catch((error) => thrown.push(error));
    requests.push(account.requests.length);
  }
  afterwards(() => streamer.close({ timeoutMillis: 100 }).catch(() => {}));
  const values = account.eventsOf('shop').map(({ value }) => value);
  const { held, delivered, dropped } = streamer.accounting;
  return { errors, thrown, lines, requests, values, held, delivered, dropped };
}

type Done = Awaited<ReturnType<typeof logTwice>>;

/** It is tried once, everything waits, no second request goes out while the circuit is open, and each flush says why. */
function expectRefused({ errors, held, requests, thrown }: Done, count: number, why: RegExp) {
  expect(requests).toEqual([count, count]);
  expect(held).toBe(4);
  expect(errors).toEqual([expect.any(TransportError)]);
  expect(errors[0]!.message).toMatch(why);
  expect(thrown.map(({ message }) => why.test(message))).toEqual([true, true]);
}

/** Everything has arrived, each event once, and the application has heard nothing of it. */
function expectDelivered({ delivered, dropped, errors, held, thrown, values }: Done) {
  expect({ delivered, held, dropped }).toEqual({ delivered: 4, held: 0, dropped: {} });
  expect(values).toEqual([1, 1, 2, 2]);
  expect([errors, thrown]).toEqual([[], []]);
}

/** The first two are given up, and said; the others arrive. */
function expectRejected({ dropped, errors, lines, thrown, values }: Done, why: RegExp) {
  expect([dropped, values]).toEqual([{ rejected: 2 }, [2, 2]]);
  expect(errors).toEqual([expect.any(DroppedError)]);
  for (const message of [String(errors[0]!.cause), thrown[0]!.message, lines[0]!])
    expect(message).toMatch(why);
  expect(thrown).toHaveLength(1);
}

const checks: Record<string, () => Promise<void>> = {
  async '401'() {
    expectRefused(await logTwice('take', 401), 2, /\/api\/events answers 401: is the key right\?/);
  },

  async '403'() {
    const denied = answer(403, '"ACCESS_DENIED_KEY"', { 'content-type': 'text/plain' });
    expectRefused(await logTwice(denied), 1, /\/api\/buckets answers 403 'ACCESS_DENIED_KEY'/);
  },

  async '402'() {
    const why = /answers 402 'Event limit exceeded for current cycle\.\.\.'/;
    expectRefused(await logTwice('take', answer(402, bodyOf('402'))), 2, why);
  },

  async '429 + Retry-After: 1'() {
    expectDelivered(await logTwice('take', answer(429, '', { 'retry-after': '1' })));
  },

  async '429 without Retry-After'() {
    const limit = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1' };
    expectDelivered(await logTwice('take', answer(429, '', limit)));
    expectDelivered(await logTwice('take', 429));
  },

  async '400 BUCKET_REMOVED'() {
    const why = /400 'BUCKET_REMOVED: it was deleted; choose another bucketKey'/;
    const removed = answer(400, bodyOf('400 BUCKET_REMOVED'));
    expectRefused(await logTwice('take', removed), 2, why);
    expectRefused(await logTwice(removed), 1, why);
  },

  async '400 other JSON'() {
    expectRejected(await logTwice('take', answer(400, '{"message":"bad key"}')), /answers 400 'bad key'/);
  },

  async '413'() {
    const done = await logTwice('take', 413);
    expectDelivered(done);
    expect(done.requests[0]).toBe(4);
  },

  async '500/503'() {
    const done = await logTwice('take', 500, 503);
    expectDelivered(done);
    expect(done.requests[0]).toBe(4);
  },

  async '500 with debug_level 2'() {
    // it is tried again here, too; what is thrown is that all attempts have failed
    expectDelivered(await logTwice('take', 500));
    const { held, thrown } = await logTwice('take', ...Array.from({ length: 20 }, () => 500));
    expect(held).toBe(4);
    expect(thrown.map(({ message }) => message)).toEqual(
      Array(2).fill(expect.stringContaining('answers 500')),
    );
  },

  async '409'() {
    expectRejected(await logTwice('take', 409), /answers 409/);
  },
};

describe('an answer', () => {
  test.each(Object.entries(checks))('%s', (_id, check) => check());

  test('of every vector is looked at', () => {
    expect(Object.keys(checks).sort()).toEqual(cases.map(({ id }) => id).sort());
  });
});
