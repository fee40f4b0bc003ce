import { createMemoryTransport, systemClock } from '@otelwire/core';
import { expect, vi } from 'vitest';
import { FakeClock } from '../../../core/test/transport/fake-clock.ts';
import { TransportError } from '../../src/client/index.ts';
import { type Effects, openGiven } from './given-options.ts';
import { itemsOf, noted, server } from './server.ts';

/** Of the options that say when something is sent, how long it is held, and what is told of it. */
export const lifeEffects: Effects = {
  async ignoreErrors(given) {
    const stathat = await server(503);
    await expect(openGiven({}, stathat).sendNow.tick('orders')).rejects.toThrow();
    expect(await openGiven(given(true), stathat).sendNow.tick('orders')).toBe(false);
  },

  async maxBacklogBytes(given) {
    const transport = createMemoryTransport();
    transport.failNext();
    const client = openGiven({ ...given(0), transport });
    client.tick('orders');
    await client.flush();
    expect(client.accounting).toMatchObject({ held: 0, dropped: { queue_full: 1 } });
  },

  async maxBacklogAgeMillis(given) {
    let now = 0;
    const clock = { ...systemClock, monotonicMillis: () => now };
    const transport = createMemoryTransport();
    transport.failNext();
    const client = openGiven({ ...given(1000), transport, clock });
    client.tick('orders');
    await client.flush();
    expect(client.accounting.held).toBe(1);
    now = 1001;
    await client.flush();
    expect(client.accounting).toMatchObject({ held: 0, dropped: { too_old: 1 } });
  },

  async clock(given) {
    const stathat = await server();
    const client = openGiven(given({ ...systemClock, now: () => 1_700_000_000_900 }), stathat);
    client.tick('orders');
    await client.flush();
    expect(itemsOf(stathat)).toEqual([{ stat: 'orders', count: 1, t: 1_700_000_000 }]);
  },

  async logger(given) {
    const { lines, logger } = noted();
    const transport = createMemoryTransport();
    transport.failNext();
    const client = openGiven({ ...given(logger), transport });
    client.tick('orders');
    await client.flush();
    expect(lines).toEqual(['memory: fails as told. Data points are held and will be sent again']);
  },

  async flushIntervalMillis(given) {
    const clock = new FakeClock();
    const transport = createMemoryTransport();
    const client = openGiven({ ...given(1234), clock, transport });
    client.tick('orders');
    clock.advance(1233);
    await new Promise(setImmediate);
    expect(transport.payloads).toEqual([]);
    clock.advance(1);
    await new Promise(setImmediate);
    expect(transport.payloads).toHaveLength(1);
  },

  async timeoutMillis(given) {
    const clock = new FakeClock();
    const transport = createMemoryTransport();
    const allowed: number[] = [];
    transport.respondWith(({ ends }, deadline) => {
      allowed.push(deadline - clock.monotonicMillis());
      return { delivered: ends.length };
    });
    const client = openGiven({ ...given(1234), clock, transport });
    client.tick('orders');
    await client.flush();
    await client.sendNow.tick('orders');
    expect(allowed).toEqual([1234, 1234]);
  },

  async closeTimeoutMillis(given) {
    const clock = new FakeClock();
    const allowed: number[] = [];
    const transport = {
      ...createMemoryTransport(),
      async close(deadline: number) {
        allowed.push(deadline - clock.monotonicMillis());
      },
    };
    await openGiven({ ...given(1234), clock, transport }).close();
    expect(allowed).toEqual([1234]);
  },

  async debug(given) {
    const shown = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    openGiven({ ...given(true), transport: createMemoryTransport() }).tick('orders', { timestamp: 1 });
    expect(shown.mock.calls).toEqual([['{"stat":"orders","count":1,"t":1}\n']]);
  },

  async onError(given) {
    const errors: unknown[] = [];
    const transport = createMemoryTransport();
    transport.failNext();
    const client = openGiven({ ...given((error: unknown) => errors.push(error)), transport });
    client.tick('orders');
    await client.flush();
    expect(errors).toEqual([expect.any(TransportError)]);
  },
};
