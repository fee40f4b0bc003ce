import { describe, expect, test } from 'vitest';
import { eventsOf, receiver, streamerTo, valuesOf } from './streamer.ts';

class Reading {
  celsius = 21.5;
  isOpen = false;
  get fahrenheit(): number {
    return 70.7;
  }
  get broken(): number {
    throw new Error('no such sensor');
  }
  reset(): void {}
}

describe('logObject', () => {
  test.each<[string, object, string | undefined, unknown[][]]>([
    [
      'an array by its indexes',
      [1, 'b'],
      undefined,
      [
        ['Array_0', 1],
        ['Array_1', 'b'],
      ],
    ],
    [
      'an object by its properties',
      { a: 1, b: true },
      undefined,
      [
        ['Object_a', 1],
        ['Object_b', true],
      ],
    ],
    ['a map by its keys', new Map([['a', 1]]), undefined, [['Map_a', 1]]],
    ['a given prefix', { a: 1 }, 'room', [['room_a', 1]]],
    ['an empty prefix', { a: 1 }, '', [['a', 1]]],
    ['an object without a class', Object.assign(Object.create(null), { a: 1 }), undefined, [['a', 1]]],
  ])('takes %s', async (_what, object, keyPrefix, events) => {
    const server = await receiver();
    const streamer = streamerTo(server);
    streamer.logObject(object, { keyPrefix });
    await streamer.flush();
    expect(valuesOf(server)).toEqual(events);
  });

  test('takes the properties and the getters of an instance, and passes over what throws', async () => {
    const server = await receiver();
    const streamer = streamerTo(server);
    streamer.logObject(new Reading());
    await streamer.flush();
    expect(valuesOf(server)).toEqual([
      ['Reading_celsius', 21.5],
      ['Reading_isOpen', false],
      ['Reading_fahrenheit', 70.7],
    ]);
    expect(streamer.accounting).toMatchObject({ accepted: 4, delivered: 3, dropped: { invalid_value: 1 } });
  });

  test('gives all members one time, and does not go into objects in objects', async () => {
    const server = await receiver();
    const streamer = streamerTo(server);
    streamer.logObject({ a: 1, b: { c: 2 }, d: 3 }, { keyPrefix: '', when: 1_700_000_000.25 });
    await streamer.flush();
    expect(eventsOf(server)).toEqual([
      ['a', 1, 1_700_000_000.25],
      ['d', 3, 1_700_000_000.25],
    ]);
    expect(streamer.accounting.dropped).toEqual({ invalid_value: 1 });
  });

  test('counts what is no object', async () => {
    const streamer = streamerTo(await receiver());
    for (const none of [null, undefined, 7, 'text']) streamer.logObject(none as never);
    expect(streamer.accounting.dropped).toEqual({ invalid_value: 4 });
  });

  test('counts what cannot be read, and does not throw', async () => {
    const streamer = streamerTo(await receiver());
    const hostile = new Proxy(
      {},
      {
        ownKeys() {
          throw new Error('no keys');
        },
      },
    );
    streamer.logObject(hostile);
    streamer.logObject({ a: 1 }, null as never);
    streamer.logObject({ a: 1 }, { keyPrefix: Symbol('none') as never });
    expect(streamer.accounting.dropped).toEqual({ invalid_value: 3 });
  });
});
