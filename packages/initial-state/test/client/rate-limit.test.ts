import { describe, expect, test } from 'vitest';
import { collectionOf } from '../../../core/test/otel/collection.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import { InitialStateMetricExporter } from '../../src/index.ts';
import { ACCESS_KEY, afterwards, inTime, receiver, streamerTo } from './streamer.ts';

const OTHER_KEY = 'ist_another';
const LONG_MILLIS = 600_000;
type Receiver = Awaited<ReturnType<typeof receiver>>;

/** A server that takes so many requests of an account in a while. */
const limited = (calls: number, windowMillis = LONG_MILLIS, retryAfter = true) =>
  receiver([ACCESS_KEY, OTHER_KEY], { rateLimit: { calls, windowMillis, retryAfter } });

const statusesOf = ({ totals }: Receiver) => [...totals.requests.statusCounts];

/** Exports one gauge; gives the accounting. */
async function exportTo(server: Receiver, accessKey: string) {
  const exporter = new InitialStateMetricExporter({
    endpoint: server.endpoints.http,
    accessKey,
    bucketKey: 'exported',
    maxRequestsPerSecond: 1000,
  });
  afterwards(() => exporter.shutdown());
  await exportOf(exporter, collectionOf([{ name: 'g', kind: 'gauge', points: [{ value: 1 }] }]));
  return exporter.accounting;
}

/** Logs an event to each of some buckets, no two alike: those of one millisecond are told apart by their values. */
function logTo(streamer: ReturnType<typeof streamerTo>, ...bucketKeys: string[]): void {
  for (const [i, bucketKey] of bucketKeys.entries()) {
    streamer.setBucket({ bucketKey });
    streamer.log('n', i);
  }
}

describe('the rate limit is that of the account', () => {
  test('when the server says that it is used up, no bucket, no streamer and no exporter of the key sends', async () => {
    const server = await limited(2);
    const streamer = streamerTo(server);
    streamer.log('n', 1);
    await streamer.flush();
    logTo(streamer, 'second', 'third');
    await streamer.flush();
    const other = streamerTo(server);
    other.log('n', 1);
    await other.flush();
    expect(await exportTo(server, ACCESS_KEY)).toMatchObject({ accepted: 1, delivered: 0, held: 1 });
    expect(streamer.accounting).toMatchObject({ accepted: 3, delivered: 1, held: 2, dropped: {} });
    expect(other.accounting).toMatchObject({ accepted: 1, held: 1 });
    expect(statusesOf(server)).toEqual([
      [201, 1],
      [204, 1],
    ]);
  });

  test('another key has its own', async () => {
    const server = await limited(2);
    const streamer = streamerTo(server);
    streamer.log('n', 1);
    await streamer.flush();
    expect(await exportTo(server, OTHER_KEY)).toMatchObject({ accepted: 1, delivered: 1 });
  });

  test('a 429 of one bucket is heeded by the others', async () => {
    const server = await limited(1000);
    const streamer = streamerTo(server);
    const answer = { status: 429, headers: { 'retry-after': '60' }, body: { message: 'slow down' } };
    server.faults.answerNext(1, answer);
    streamer.log('n', 1);
    await streamer.flush();
    logTo(streamer, 'second', 'third');
    await streamer.flush();
    expect(await exportTo(server, ACCESS_KEY)).toMatchObject({ held: 1 });
    expect(streamer.accounting).toMatchObject({ accepted: 3, held: 3, dropped: {} });
    expect(statusesOf(server)).toEqual([[429, 1]]);
  });

  test('maxRequestsPerSecond counts the requests of all buckets, and of the exporter', async () => {
    const server = await limited(1000);
    const streamer = streamerTo(server, { maxRequestsPerSecond: 0.01 });
    logTo(streamer, 'first', 'second', 'third');
    await streamer.flush();
    expect(server.totals.requestCount).toBe(1);
    const exporter = new InitialStateMetricExporter({
      endpoint: server.endpoints.http,
      accessKey: ACCESS_KEY,
      maxRequestsPerSecond: 0.01,
    });
    await exportOf(exporter, collectionOf([{ name: 'g', kind: 'gauge', points: [{ value: 1 }] }]));
    await exporter.shutdown();
    expect(server.totals.requestCount).toBe(1);
    expect(exporter.accounting).toMatchObject({ accepted: 1, dropped: { shutdown: 1 } });
  });

  test.each([true, false])(
    'and all arrives in the end, each event once (Retry-After: %s)',
    async (retryAfter) => {
      const server = await limited(4, 1000, retryAfter);
      // no deadline cuts off a request that the server has taken: its events would come twice
      const streamer = streamerTo(server, { timeoutMillis: 60_000 });
      logTo(streamer, 'a', 'b', 'c', 'd', 'e', 'f', 'a', 'b');
      const exported = exportTo(server, ACCESS_KEY);
      await expect.poll(() => streamer.accounting.delivered, { ...inTime, timeout: 60_000 }).toBe(8);
      expect(await exported).toMatchObject({ accepted: 1, dropped: {} });
      expect(server.totals.duplicateCount).toBe(0);
      expect(streamer.accounting).toMatchObject({ held: 0, inFlight: 0, dropped: {} });
    },
    70_000,
  );
});
