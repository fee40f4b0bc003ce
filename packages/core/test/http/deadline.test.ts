import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { batchOf } from '../transport/batches.js';
import { StreamServer } from '../transport/stream-server.js';
import { bench } from './bench.js';
import { type Answer, afterwards, cleanUp, transportTo } from './http-server.js';
import { JumpClock } from './jump-clock.js';

afterEach(cleanUp);

describe('the deadline', () => {
  const hang: Answer = () => {};

  it('ends a request that is not answered; it is held, and its connection is gone', async () => {
    const { clock, send, server } = await bench([hang]);
    const sending = send(5_000, 'a', 'b');
    await vi.waitFor(() => expect(server.requests).toHaveLength(1), 10_000);
    clock.advance(5_000);
    const { delivered, error, lost } = await sending;
    expect([delivered, lost, error?.retryable]).toEqual([0, undefined, true]);
    expect(error?.message).toContain('did not answer before the deadline');
    await vi.waitFor(() => expect(server.sockets[0]!.destroyed).toBe(true), 10_000);
  });

  it('makes a loss of it where a payload must not be sent twice, and holds the others', async () => {
    const { clock, send, server } = await bench([204, hang], { isIdempotent: false });
    const sending = send(5_000, 'a', 'b', 'c');
    await vi.waitFor(() => expect(server.requests).toHaveLength(2), 10_000);
    clock.advance(5_000);
    const { delivered, error, lost } = await sending;
    expect([delivered, error?.retryable]).toEqual([2, true]);
    expect(error?.message).toContain('the deadline passed before all was sent');
    expect(lost).toEqual([{ payload: 1, reason: 'unconfirmed', error: expect.anything() }]);
    expect(lost?.[0]?.error.message).toContain('did not answer before the deadline');
  });

  it('begins nothing that the server takes longer for than is left: it would be cut off, and perhaps lost', async () => {
    const slow: Answer = (response) => {
      clock.advance(2_000);
      response.writeHead(204).end();
    };
    const { clock, send, server } = await bench([slow], { isIdempotent: false });
    const { delivered, error, lost } = await send(5_000, 'a', 'b', 'c');
    expect([delivered, lost, error?.retryable, error?.ranOutOfTime]).toEqual([2, undefined, true, true]);
    expect(error?.message).toContain('answers too slowly');
    expect(server.bodies).toEqual(['a', 'b']);
    expect(await send(5_000, 'c')).toEqual({ delivered: 1 });
  });

  it('ends an attempt to connect, and then nothing was sent', async () => {
    const silent = await StreamServer.start();
    afterwards(() => silent.stop());
    const clock = new JumpClock();
    const url = new URL(`https://127.0.0.1:${silent.port}/`);
    const transport = transportTo(url, { clock, isIdempotent: false });
    const sending = transport.send(batchOf('x'), clock.monotonicMillis() + 5_000);
    await vi.waitFor(() => expect(silent.sockets).toHaveLength(1), 10_000);
    clock.advance(5_000);
    const { delivered, error, lost } = await sending;
    expect([delivered, lost]).toEqual([0, undefined]);
    expect(error?.message).toBe(`${url.href} got no more: the deadline passed before all was sent`);
  });

  it('that has passed lets nothing out', async () => {
    const { send, server } = await bench([204]);
    const { delivered, error } = await send(0, 'x');
    expect([delivered, error?.retryable]).toEqual([0, true]);
    expect(server.requests).toEqual([]);
  });

  it('does not keep a status from being heard that has come, though its body has not', async () => {
    const { clock, send } = await bench([
      (response) => response.writeHead(200, { 'content-length': '10' }).write('half'),
    ]);
    const heard = vi.fn();
    subscribe('undici:request:headers', heard);
    afterwards(() => unsubscribe('undici:request:headers', heard));
    const sending = send(5_000, 'x');
    await vi.waitFor(() => expect(heard).toHaveBeenCalled(), 10_000);
    clock.advance(5_000);
    expect(await sending).toEqual({ delivered: 1 });
  });
});
