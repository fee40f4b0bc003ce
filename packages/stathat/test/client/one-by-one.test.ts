import { createMemoryTransport, TransportError } from '@otelwire/core';
import { describe, expect, test } from 'vitest';
import { FakeClock } from '../../../core/test/transport/fake-clock.ts';
import { oneByOne } from '../../src/client/one-by-one.ts';

const batch = { buffer: Buffer.from('aabbcc'), ends: [2, 4, 6] };

describe('of hundreds of forms, each is a request of its own', () => {
  test('and has a deadline of its own, within that of all', async () => {
    const clock = new FakeClock();
    const inner = createMemoryTransport();
    const allowed: number[] = [];
    inner.respondWith(({ ends }, deadline) => {
      allowed.push(deadline - clock.monotonicMillis());
      clock.advance(90);
      return { delivered: ends.length };
    });
    const transport = oneByOne(inner, clock, 100);
    expect(await transport.send(batch, clock.monotonicMillis() + 200)).toEqual({ delivered: 3, lost: [] });
    expect(allowed).toEqual([100, 100, 20]);
    expect(inner.text).toBe('aabbcc');
  });

  test('what is lost is told by its number in the batch', async () => {
    const inner = createMemoryTransport();
    const lost = { payload: 0, reason: 'rejected' as const, error: new TransportError('memory:', 'refuses') };
    inner.failNext(() => ({ delivered: 1 }));
    inner.failNext(() => ({ delivered: 1, lost: [lost] }));
    const transport = oneByOne(inner, new FakeClock(), 100);
    expect(await transport.send(batch, 5000)).toEqual({ delivered: 3, lost: [{ ...lost, payload: 1 }] });
  });

  test('after one that failed, none is tried', async () => {
    const inner = createMemoryTransport();
    inner.failNext(() => ({ delivered: 1 }));
    inner.failNext();
    const transport = oneByOne(inner, new FakeClock(), 100);
    expect(await transport.send(batch, 5000)).toMatchObject({
      delivered: 1,
      error: expect.any(TransportError),
    });
    expect(inner.text).toBe('aa');
  });
});
