import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { hanging, timeLapse } from '../../../core/test/http/hanging.ts';
import { ACCESS_KEY, inTime, receiver, streamerTo } from './streamer.ts';

describe('close', () => {
  test('sends what was logged, and may be called twice', async () => {
    const server = await receiver();
    const streamer = streamerTo(server);
    for (let i = 0; i < 7; i += 1) streamer.log('n', i);
    await Promise.all([streamer.close(), streamer.close()]);
    expect(server.totals.eventCount).toBe(7);
    expect(streamer.accounting).toMatchObject({ accepted: 7, delivered: 7, dropped: {} });
  });

  test('lets what comes later fall, and counts it', async () => {
    const server = await receiver();
    const streamer = streamerTo(server);
    await streamer.close();
    streamer.log('n', 1);
    streamer.newBucket('late');
    streamer.log('n', 1);
    await streamer.flush();
    expect(server.totals.requestCount).toBe(0);
    expect(streamer.accounting).toMatchObject({ accepted: 2, held: 0, dropped: { shutdown: 2 } });
  });

  test('returns at its deadline while the server hangs', async () => {
    const server = await receiver();
    const lapse = await timeLapse();
    const { clock } = lapse;
    const streamer = streamerTo(server, { timeoutMillis: 60_000, clock });
    server.faults.failNext(100, 'hang-before');
    streamer.log('n', 1);
    const isFlushed = streamer.flush();
    await server.waitFor(({ requestCount }) => requestCount > 0);
    const before = clock.monotonicMillis();
    await hanging(lapse, () => true, streamer.close({ timeoutMillis: 100 }));
    expect(clock.monotonicMillis() - before).toBeLessThan(1000);
    await isFlushed;
    const { dropped, held, inFlight } = streamer.accounting;
    expect([held, inFlight, Object.values(dropped)]).toEqual([0, 0, [1]]);
  });
});

describe('the process of an application', () => {
  const run = promisify(execFile);
  const built = new URL('../../dist/esm/client/index.js', import.meta.url).href;
  /** Until its standard input is at its end. */
  const UNTIL_TOLD = 'for await (const _ of process.stdin);';

  /** Resolves when a process has ended by itself, which is told to when `isSeen` has resolved; rejects when that takes long. */
  async function exits(code: string, isSeen: Promise<unknown> = Promise.resolve()): Promise<void> {
    const script = `import { InitialStateStreamer } from '${built}';\n${code}`;
    const running = run(process.execPath, ['--input-type=module', '-e', script], { timeout: 45_000 });
    await Promise.race([isSeen, running]);
    running.child.stdin?.end();
    await running;
  }

  test('ends by itself while a streamer is open and its server is away', async () => {
    await exits(`const streamer = new InitialStateStreamer({ endpoint: 'http://127.0.0.1:9', accessKey: 'k', iniFile: '', flushIntervalMillis: 1 });
      streamer.log('n', 1); await new Promise((resolve) => setTimeout(resolve, 200));`);
  });

  test('ends by itself while a streamer is open and its server hangs', async () => {
    const server = await receiver();
    server.faults.failNext(100, 'hang-before');
    const options = `{ endpoint: '${server.endpoints.http}', accessKey: '${ACCESS_KEY}', iniFile: '', flushIntervalMillis: 1, timeoutMillis: 600_000 }`;
    const isAsked = server.waitFor(({ requestCount }) => requestCount === 1, inTime.timeout);
    const code = `const streamer = new InitialStateStreamer(${options}); streamer.log('n', 1); ${UNTIL_TOLD}`;
    await exits(code, isAsked);
    expect(server.totals.requestCount).toBe(1);
  });

  test('ends by itself while events wait for their turn', async () => {
    const server = await receiver();
    const options = `{ endpoint: '${server.endpoints.http}', accessKey: '${ACCESS_KEY}', iniFile: '', flushIntervalMillis: 1, timeoutMillis: 600_000, maxRequestsPerSecond: 0.01 }`;
    const isMade = server.waitFor(({ requestCount }) => requestCount === 1, inTime.timeout);
    const code = `const streamer = new InitialStateStreamer(${options}); streamer.log('n', 1); ${UNTIL_TOLD}`;
    await exits(code, isMade);
    expect(server.totals.eventCount).toBe(0);
  });

  test('ends by itself while a streamer is connected and idle, and a close that is awaited is waited for', async () => {
    const server = await receiver();
    const options = `{ endpoint: '${server.endpoints.http}', accessKey: '${ACCESS_KEY}', bucketKey: 'till', iniFile: '' }`;
    await exits(`const streamer = new InitialStateStreamer(${options});
      streamer.log('n', 1); await streamer.flush();
      const other = new InitialStateStreamer(${options}); other.log('n', 2); await other.close();`);
    expect(server.totals.find('till', 'n')!.values).toEqual([1, 2]);
  });
});
