import { describe, expect, test } from 'vitest';
import { DroppedError, StatHatEzClient, TransportError } from '../../src/client/index.ts';
import { classicClient, ezClient, fieldsOf, itemsOf, server, USER_KEY } from './server.ts';

/** Each row of the table of docs/client.md. */
describe('stathat/go', () => {
  test('PostEZCount, PostEZCountOne, PostEZValue, PostCount, PostCountOne, PostValue', async () => {
    const stathat = await server();
    const { sendNow: ez } = ezClient(stathat, { ezKey: 'pc@pc.com' });
    const { sendNow: classic } = classicClient(stathat, { userKey: 'userkey' });
    await ez.count('a stat', 213);
    await ez.tick('a stat');
    await ez.value('a stat', 2.13);
    await classic.count('statkey', 13);
    await classic.tick('statkey');
    await classic.value('statkey', 9.312);
    expect(stathat.requests.map((request) => [request.path, fieldsOf(request)])).toEqual([
      ['/ez', { ezkey: 'pc@pc.com', stat: 'a stat', count: '213' }],
      ['/ez', { ezkey: 'pc@pc.com', stat: 'a stat', count: '1' }],
      ['/ez', { ezkey: 'pc@pc.com', stat: 'a stat', value: '2.13' }],
      ['/c', { ukey: 'userkey', key: 'statkey', count: '13' }],
      ['/c', { ukey: 'userkey', key: 'statkey', count: '1' }],
      ['/v', { ukey: 'userkey', key: 'statkey', value: '9.312' }],
    ]);
  });

  test('PostEZCountTime, PostEZValueTime, PostCountTime, PostValueTime', async () => {
    const stathat = await server();
    const ez = ezClient(stathat);
    const classic = classicClient(stathat);
    ez.count('a stat', 213, { timestamp: 300_000 });
    ez.value('a stat', 2.13, { timestamp: 400_000 });
    await ez.flush();
    classic.count('statkey', 13, { timestamp: 100_000 });
    await classic.flush();
    classic.value('statkey', 9.312, { timestamp: 200_000 });
    await classic.flush();
    const [first, second, ...forms] = stathat.requests;
    expect([first, second].flatMap((request) => JSON.parse(request!.body.toString()).data)).toEqual(
      expect.arrayContaining([
        { stat: 'a stat', count: 213, t: 300_000 },
        { stat: 'a stat', value: 2.13, t: 400_000 },
      ]),
    );
    expect(forms.map(fieldsOf)).toEqual([
      { key: 'statkey', ukey: USER_KEY, count: '13', t: '100000' },
      { key: 'statkey', ukey: USER_KEY, value: '9.312', t: '200000' },
    ]);
  });

  test('NewReporter(bufferSize): what does not fit is counted and told', async () => {
    const stathat = await server();
    const errors: unknown[] = [];
    const onError = (error: unknown) => errors.push(error);
    const client = ezClient(stathat, { maxBacklogBytes: 0, timeoutMillis: 100, onError });
    await stathat.stop();
    client.tick('a');
    await client.flush();
    expect(client.accounting.dropped).toEqual({ queue_full: 1 });
    expect(errors).toEqual(expect.arrayContaining([expect.any(TransportError), expect.any(DroppedError)]));
  });

  test('WaitUntilFinished(timeout)', async () => {
    const stathat = await server();
    const client = ezClient(stathat, { flushIntervalMillis: 60_000 });
    for (let i = 0; i < 1000; i += 1) client.count('a', i);
    await client.close({ timeoutMillis: 5000 });
    expect(client.accounting).toMatchObject({ delivered: 1000, held: 0, inFlight: 0, dropped: {} });
  });

  test('NewBatchReporter: the points of an interval share a request', async () => {
    const stathat = await server();
    const client = ezClient(stathat, { flushIntervalMillis: 60_000 });
    for (let i = 0; i < 100; i += 1) client.tick('a');
    await client.flush();
    expect([stathat.requests.length, itemsOf(stathat).length]).toEqual([1, 100]);
  });

  test('NoOpReporter: a dispatcher that answers', async () => {
    const dispatcher = {
      request: async () => ({ statusCode: 204, headers: {}, body: (async function* () {})() }),
    };
    await using client = new StatHatEzClient({ ezKey: 'k', dispatcher: dispatcher as never });
    client.tick('a');
    await client.flush();
    expect(client.accounting.delivered).toBe(1);
  });

  test('Verbose', async () => {
    const shown: string[] = [];
    ezClient(await server(), { debug: (record) => shown.push(record) }).tick('a', { timestamp: 1 });
    expect(shown).toEqual(['{"stat":"a","count":1,"t":1}']);
  });
});
