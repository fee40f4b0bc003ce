import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/client/index.ts';
import { inTime, receiver, streamerTo, valuesOf } from './streamer.ts';

describe('a bucket', () => {
  test('is made before its first events, once, with its name', async () => {
    const server = await receiver();
    const streamer = streamerTo(server, { bucketName: '🍞 the till' });
    for (let i = 0; i < 3; i += 1) {
      streamer.log('n', i);
      await streamer.flush();
    }
    const { bucketName, createCount } = server.totals.buckets.get('till')!;
    expect([bucketName, createCount]).toEqual(['🍞 the till', 1]);
  });

  test('of a name alone is the same in each process', async () => {
    const server = await receiver();
    const [one, other] = [1, 2].map(() =>
      streamerTo(server, { bucketKey: undefined, bucketName: 'My Runs' }),
    );
    expect(one!.bucketKey).toBe(other!.bucketKey);
  });

  test('of nothing is a new one for each streamer', async () => {
    const server = await receiver();
    const [one, other] = [1, 2].map(() => streamerTo(server, { bucketKey: undefined }));
    expect(one!.bucketKey).not.toBe(other!.bucketKey);
    one!.log('n', 1);
    await one!.flush();
    expect(valuesOf(server, one!.bucketKey)).toEqual([['n', 1]]);
  });
});

describe('setBucket and newBucket', () => {
  test('an event keeps the bucket that it was logged to', async () => {
    const server = await receiver();
    const streamer = streamerTo(server);
    streamer.log('signal1', 'starting');
    streamer.newBucket('new_bucket');
    const newKey = streamer.bucketKey;
    streamer.log('signal1', 'again');
    streamer.setBucket({ bucketKey: 'third', bucketName: 'Third' });
    streamer.log('signal1', 'once more');
    streamer.setBucket({ bucketKey: 'till' });
    streamer.log('signal1', 'back');
    await streamer.flush();
    expect(valuesOf(server)).toEqual([
      ['signal1', 'starting'],
      ['signal1', 'back'],
    ]);
    expect(valuesOf(server, newKey)).toEqual([['signal1', 'again']]);
    expect(valuesOf(server, 'third')).toEqual([['signal1', 'once more']]);
    expect(server.totals.buckets.get(newKey)!.bucketName).toBe('new_bucket');
    expect(streamer.accounting).toMatchObject({ accepted: 4, delivered: 4, dropped: {} });
  });

  test('across an outage, too, and in order', async () => {
    const server = await receiver();
    const streamer = streamerTo(server);
    streamer.log('n', 0);
    await streamer.flush();
    await server.faults.refuse();
    for (const [i, bucketKey] of ['till', 'oven', 'till', 'door', 'oven', 'till'].entries()) {
      streamer.setBucket({ bucketKey });
      streamer.log('n', i + 1);
    }
    await streamer.flush();
    expect(streamer.accounting).toMatchObject({ accepted: 7, delivered: 1, held: 6 });
    await server.faults.listenAgain();
    await streamer.flush();
    await expect.poll(() => streamer.accounting.delivered, inTime).toBe(7);
    const valuesIn = (bucketKey: string) => server.totals.find(bucketKey, 'n')?.values;
    expect(['till', 'oven', 'door'].map(valuesIn)).toEqual([[0, 1, 3, 6], [2, 5], [4]]);
    expect(server.totals.duplicateCount).toBe(0);
    expect(streamer.accounting).toMatchObject({ accepted: 7, held: 0, inFlight: 0, dropped: {} });
  });

  test('newBucket is another one each time, of the same name too', async () => {
    const streamer = streamerTo(await receiver());
    const keys = [1, 2, 3].map(() => {
      streamer.newBucket('run');
      return streamer.bucketKey;
    });
    expect(new Set(keys).size).toBe(3);
  });

  test('a bad bucket is refused, and the one in use stays', async () => {
    const streamer = streamerTo(await receiver());
    for (const bucketKey of ['a:b', "it's", 'x'.repeat(251), 'é']) {
      expect(() => streamer.setBucket({ bucketKey })).toThrow(ConfigError);
    }
    expect(streamer.bucketKey).toBe('till');
  });

  test('many buckets one after the other cost bounded memory while the server is away', async () => {
    const server = await receiver();
    await server.faults.refuse();
    const streamer = streamerTo(server, { timeoutMillis: 100 });
    for (let i = 0; i < 100; i += 1) {
      streamer.setBucket({ bucketKey: `run-${i}` });
      streamer.log('n', i);
    }
    await streamer.close({ timeoutMillis: 200 });
    expect(streamer.accounting).toEqual({
      accepted: 100,
      delivered: 0,
      held: 0,
      inFlight: 0,
      dropped: { shutdown: 100 },
    });
  });

  test('however buckets change, each event arrives in its own, once and in order', async () => {
    const server = await receiver();
    const step = fc.oneof(
      { weight: 5, arbitrary: fc.constant('log' as const) },
      { weight: 2, arbitrary: fc.constantFrom('a', 'b', 'c') },
      { weight: 1, arbitrary: fc.constant('flush' as const) },
    );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        run += 1;
        const streamer = streamerTo(server, { bucketKey: `a-${run}`, bufferSize: 3 });
        const expected = new Map<string, number[]>();
        for (const [i, what] of steps.entries()) {
          if (what === 'flush') await streamer.flush();
          else if (what !== 'log') streamer.setBucket({ bucketKey: `${what}-${run}` });
          else {
            streamer.log('n', i);
            expected.set(streamer.bucketKey, [...(expected.get(streamer.bucketKey) ?? []), i]);
          }
        }
        await streamer.close();
        for (const [bucketKey, values] of expected) {
          expect(server.totals.find(bucketKey, 'n')?.values).toEqual(values);
        }
        expect(streamer.accounting).toMatchObject({ held: 0, inFlight: 0, dropped: {} });
      }),
      { numRuns: 30 },
    );
  });
});
