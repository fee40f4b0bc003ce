import { afterEach, describe, expect, it, vi } from 'vitest';
import { batchOf } from '../transport/batches.js';
import { type Answer, cleanUp, HttpServer, transportTo } from './http-server.js';
import { JumpClock } from './jump-clock.js';

afterEach(cleanUp);

async function bench(answers: readonly Answer[]) {
  const clock = new JumpClock();
  const server = await HttpServer.start(answers);
  const transport = transportTo(server.url, { clock });
  const inMillis = (millis: number) => clock.monotonicMillis() + millis;
  const send = (...payloads: string[]) => transport.send(batchOf(...payloads), inMillis(60_000));
  return { clock, inMillis, send, server, transport };
}

describe('closing', () => {
  it('waits for what is in flight, and ends the connections', async () => {
    let release = () => {};
    const wait: Answer = (response) => {
      release = () => response.writeHead(204).end();
    };
    const { inMillis, send, server, transport } = await bench([wait, 204]);
    const sending = send('a', 'b');
    await vi.waitFor(() => expect(server.requests).toHaveLength(1), 10_000);
    const closing = transport.close(inMillis(5_000));
    expect(transport.close(inMillis(0))).toBe(closing);
    const late = await send('c');
    expect([late.delivered, late.error?.retryable]).toEqual([0, false]);
    expect(late.error?.message).toBe(`${transport.description} is closed: nothing is sent any more`);
    release();
    await closing;
    expect(await sending).toEqual({ delivered: 2 });
    expect(server.bodies).toEqual(['a', 'b']);
    await vi.waitFor(() => expect(server.sockets[0]!.destroyed).toBe(true), 10_000);
  });

  it('ends at its deadline what is not answered', async () => {
    const { clock, inMillis, send, server, transport } = await bench([() => {}]);
    const sending = send('a');
    await vi.waitFor(() => expect(server.requests).toHaveLength(1), 10_000);
    const closing = transport.close(inMillis(5_000));
    clock.advance(5_000);
    await closing;
    expect((await sending).delivered).toBe(0);
    await vi.waitFor(() => expect(server.sockets[0]!.destroyed).toBe(true), 10_000);
  });

  it('ends at its deadline what waits for a retry', async () => {
    const pause: Answer = (response) => response.writeHead(503, { 'retry-after': '30' }).end();
    const { clock, inMillis, send, server, transport } = await bench([pause]);
    const sending = send('a');
    await vi.waitFor(() => expect(server.requests).toHaveLength(1), 10_000);
    const closing = transport.close(inMillis(5_000));
    // Whether the answer has arrived or not: neither it nor a retry is waited for.
    clock.advance(5_000);
    await closing;
    expect((await sending).delivered).toBe(0);
    expect(server.requests).toHaveLength(1);
  });

  it('of a transport that nobody used does nothing', async () => {
    const { inMillis, server, transport } = await bench([204]);
    await transport.close(inMillis(5_000));
    expect(server.sockets).toEqual([]);
  });
});
