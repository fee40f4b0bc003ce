import { createMemoryTransport } from '@otelwire/core';
import { parseRecord, weightOf } from '@otelwire/sandbox';
import { describe, expect, test } from 'vitest';
import { DogStatsdClient, StatsdClient } from '../../src/client/index.ts';
import { dogstatsdLines, linesOf, statsdLines } from './lines.ts';

/** Mulberry32: the same numbers in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

describe('a sample rate', () => {
  test.each([0.5, 0.1, 0.01])(
    'of %d sends that share of the calls, and the server counts all',
    async (rate) => {
      const calls = 100_000;
      const transport = createMemoryTransport();
      const client = new StatsdClient({ transport, random: seeded(20261122), sampleRate: rate });
      for (let i = 0; i < calls; i += 1) {
        client.increment('hits');
        if (i % 1000 === 0) await new Promise(setImmediate);
      }
      await client.close();
      const lines = linesOf(transport.text);
      const sigma = Math.sqrt(calls * rate * (1 - rate));
      expect(Math.abs(lines.length - calls * rate)).toBeLessThan(4 * sigma);
      let counted = 0;
      for (const line of lines) {
        const { record } = parseRecord(line, 'plain');
        if (record?.kind === 'metric') counted += weightOf(record.rate);
      }
      expect(Math.abs(counted - calls)).toBeLessThan((4 * sigma) / rate);
      expect(client.accounting).toMatchObject({
        accepted: lines.length,
        delivered: lines.length,
        dropped: {},
      });
    },
  );

  test('of 1 asks no random number and writes nothing', async () => {
    const random = () => {
      throw new Error('asked');
    };
    expect(await statsdLines({ random }, (client) => client.increment('hits', 1, { sampleRate: 1 }))).toEqual(
      ['hits:1|c'],
    );
  });

  test('is written with digits and a dot only', async () => {
    const lines = await statsdLines({ random: () => 0 }, (client) => {
      for (const sampleRate of [0.1, 1 / 3, 0.000001, 0.9999999]) client.increment('hits', 1, { sampleRate });
    });
    expect(lines).toEqual([
      'hits:1|c|@0.1',
      'hits:1|c|@0.3333333333333333',
      'hits:1|c|@0.000001',
      'hits:1|c|@0.9999999',
    ]);
  });

  test('of a call goes before that of the client, on every type', async () => {
    const options = { sampleRate: 0.5, tags: ['a:b'] };
    const lines = await dogstatsdLines({ sampleRate: 0.25, random: () => 0 }, (client) => {
      client.gauge('m', 1, options);
      client.counter('m', 1, options);
      client.increment('m', 1, options);
      client.decrement('m', 1, options);
      client.set('m', 1, options);
      client.timer('m', 1, options);
      client.distribution('m', 1, options);
      client.histogram('m', 1, options);
      client.timeit('t', () => {}, options);
      client.gauge('m', 1);
    });
    expect(lines.map((line) => line.replace(/^t:[\d.]+/, 't:1'))).toEqual([
      'm:1|g|@0.5|#a:b',
      'm:1|c|@0.5|#a:b',
      'm:1|c|@0.5|#a:b',
      'm:-1|c|@0.5|#a:b',
      'm:1|s|@0.5|#a:b',
      'm:1|ms|@0.5|#a:b',
      'm:1|d|@0.5|#a:b',
      'm:1|h|@0.5|#a:b',
      't:1|ms|@0.5|#a:b',
      'm:1|g|@0.25',
    ]);
  });

  test.each([0, -0.5, 1.5, 1e-7, Number.NaN, '0.5', '0.5\nevil:1|c', 0.5 as unknown])(
    'of %j is taken only when it is a number from 0.000001 to 1',
    async (sampleRate) => {
      const isRate = sampleRate === 0.5;
      let dropped: unknown;
      const lines = await statsdLines({ random: () => 0 }, (client) => {
        client.increment('hits', 1, { sampleRate: sampleRate as number });
        dropped = client.accounting.dropped;
      });
      expect([lines, dropped]).toEqual(isRate ? [['hits:1|c|@0.5'], {}] : [[], { invalid_sample_rate: 1 }]);
    },
  );

  test('that cannot be is refused when a client is made', () => {
    expect(() => new DogStatsdClient({ sampleRate: 0 })).toThrow(/sampleRate is invalid: 0/);
  });

  test('leaves events and service checks alone', async () => {
    const lines = await dogstatsdLines({ sampleRate: 0.5, random: () => 0.9 }, (client) => {
      client.event({ title: 'a', text: 'b' });
      client.serviceCheck({ name: 'db', status: 'ok' });
      client.increment('left.out');
    });
    expect(lines).toEqual(['_e{1,1}:a|b', '_sc|db|0']);
  });
});
