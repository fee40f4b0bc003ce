import type { Clock } from '@otelwire/core';
import { expect, test } from 'vitest';
import { statsdLines } from './lines.ts';

/** Time goes on by 12.3456 ms each time somebody looks. */
function steppingClock(): Clock {
  let millis = 0;
  return {
    now: () => 0,
    monotonicMillis: () => {
      millis += 12.3456;
      return millis;
    },
    setTimer: (callback, delayMillis) => {
      const timer = setTimeout(callback, Math.min(delayMillis, 5));
      return { cancel: () => clearTimeout(timer) };
    },
    keepAlive: () => ({ cancel() {} }),
  };
}

const timed = 'work:12.346|ms';

test('the duration of a function is recorded, in microseconds, and its result returned', async () => {
  const lines = await statsdLines({ clock: steppingClock() }, (client) => {
    expect(client.timeit('work', () => 42)).toBe(42);
  });
  expect(lines).toEqual([timed]);
});

test('the duration of a promise lasts until it settles', async () => {
  const lines = await statsdLines({ clock: steppingClock() }, async (client) => {
    const result = client.timeit('work', async () => {
      await Promise.resolve();
      return 'done';
    });
    expect(client.accounting.accepted).toBe(0);
    expect(await result).toBe('done');
  });
  expect(lines).toEqual([timed]);
});

test('a function that throws is timed, and what it throws goes on', async () => {
  const failure = new Error('no');
  const lines = await statsdLines({ clock: steppingClock() }, async (client) => {
    const fails = () => {
      throw failure;
    };
    expect(() => client.timeit('work', fails)).toThrow(failure);
    await expect(client.timeit('work', async () => fails())).rejects.toBe(failure);
  });
  expect(lines).toEqual([timed, timed]);
});

test('a wrapped function keeps its this, its arguments and its result', async () => {
  const shop = {
    name: 'shop',
    greet(this: { name: string }, first: string, second: number) {
      return `${this.name} ${first} ${second}`;
    },
  };
  const lines = await statsdLines({ clock: steppingClock() }, async (client) => {
    const greet = client.timed('work', shop.greet);
    expect(greet.call(shop, 'a', 1)).toBe('shop a 1');
    const later = client.timed('work', async (value: number) => value * 2);
    expect(await later(21)).toBe(42);
  });
  expect(lines).toEqual([timed, timed]);
});

test('options of the timer count', async () => {
  const lines = await statsdLines({ clock: steppingClock(), target: 'vector', random: () => 0 }, (client) => {
    client.timeit('work', () => {}, { tags: { a: 1 }, sampleRate: 0.5 });
    client.timed('work', () => {}, { tags: { b: 2 } })();
  });
  expect(lines).toEqual(['work:12.346|ms|@0.5|#a:1', 'work:12.346|ms|#b:2']);
});
