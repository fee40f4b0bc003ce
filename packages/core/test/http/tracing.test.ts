import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterEach, describe, expect, it } from 'vitest';
import { batchOf, inMillis } from '../transport/batches.js';
import { afterwards, cleanUp, HttpServer, transportTo } from './http-server.js';

afterEach(cleanUp);

/** Where instrumentations of undici begin their spans. */
const channels = ['undici:request:create', 'undici:client:beforeConnect', 'undici:client:sendHeaders'];

describe('what instrumentations of undici see', () => {
  it('is in the context of the send, with its tracing suppressed: first requests, retries, those that waited', async () => {
    const storage = new AsyncLocalStorage<string>();
    const seen: string[] = [];
    const look = (_: unknown, channel: string | symbol) =>
      void seen.push(`${String(channel)} ${storage.getStore()}`);
    for (const channel of channels) {
      subscribe(channel, look);
      afterwards(() => unsubscribe(channel, look));
    }
    const server = await HttpServer.start([503, 204]);
    const transport = transportTo(server.url, { maxBatchesInFlight: 1, gzip: true });
    const sends = ['a'.repeat(2_000), 'b', 'c'].map((text) =>
      storage.run('suppressed', () => transport.send(batchOf(text), inMillis(5_000))),
    );
    expect((await Promise.all(sends)).map(({ delivered }) => delivered)).toEqual([1, 1, 1]);
    expect(server.requests).toHaveLength(4);
    expect(seen.filter((line) => line.startsWith('undici:request:create'))).toHaveLength(4);
    expect(seen.filter((line) => !line.endsWith(' suppressed'))).toEqual([]);
  });
});
