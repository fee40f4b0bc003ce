import { afterEach, describe, expect, it, vi } from 'vitest';
import { Delivery } from '../../src/delivery/delivery.js';
import { Packer } from '../../src/payload/packer.js';
import { createLineHolding, writeLine } from '../delivery/line-holding.js';
import { createKeepingLogger } from '../delivery/workbench.js';
import { batchOf } from '../transport/batches.js';
import { type Answer, cleanUp, HttpServer, transportTo } from './http-server.js';
import { JumpClock } from './jump-clock.js';

afterEach(cleanUp);

async function bench(answers: readonly Answer[]) {
  const clock = new JumpClock();
  const server = await HttpServer.start(answers);
  const transport = transportTo(server.url, { clock });
  const send = (...payloads: string[]) =>
    transport.send(batchOf(...payloads), clock.monotonicMillis() + 10_000);
  return { clock, send, server, transport };
}

describe('a server that refuses us', () => {
  it('is asked again after a minute, and not before', async () => {
    const { clock, send, server } = await bench([401, 401, 204]);
    const first = await send('a');
    clock.advance(59_000);
    expect(await send('a')).toEqual(first);
    expect(server.requests).toHaveLength(1);
    clock.advance(1_000);
    expect(await send('a')).toEqual(first);
    expect(server.requests).toHaveLength(2);
    clock.advance(59_000);
    expect(await send('a')).toEqual(first);
    clock.advance(1_000);
    expect(await send('a', 'b')).toEqual({ delivered: 2 });
    expect(await send('c')).toEqual({ delivered: 1 });
    expect(server.bodies).toEqual(['a', 'a', 'a', 'b', 'c']);
  });

  it('is asked by one payload alone', async () => {
    let release = () => {};
    const wait: Answer = (response) => {
      release = () => response.writeHead(204).end();
    };
    const { clock, send, server } = await bench([403, wait, 204]);
    await send('a');
    clock.advance(60_000);
    const probe = send('a', 'b');
    await vi.waitFor(() => expect(server.requests).toHaveLength(2), 10_000);
    const others = await Promise.all([send('c'), send('d')]);
    expect(others.map(({ delivered, error }) => [delivered, error?.retryable])).toEqual([
      [0, true],
      [0, true],
    ]);
    release();
    expect(await probe).toEqual({ delivered: 2 });
    expect(server.bodies).toEqual(['a', 'a', 'b']);
  });

  it('may also come to fail in another way, which is then said', async () => {
    const { clock, send } = await bench([401, 503]);
    await send('a');
    clock.advance(60_000);
    const { error } = await clock.passPauses(send('a'));
    expect(error?.message).toContain('answers 503');
  });

  it('costs nothing: the points are held, one line says so, and they arrive when it lets us in', async () => {
    const { clock, server, transport } = await bench([401, 401, 204]);
    const logger = createKeepingLogger();
    const packer = new Packer({ maxPayloadBytes: 100 });
    const delivery = new Delivery({ transport, packer, holding: createLineHolding(), clock, logger });
    for (let round = 0; round < 3; round += 1) {
      delivery.begin();
      await delivery.resend(clock.monotonicMillis() + 10_000, () => {});
      delivery.accept(1);
      writeLine(packer, `r${round}`);
      packer.endPoint();
      await delivery.flush(clock.monotonicMillis() + 10_000);
      clock.advance(60_000);
    }
    expect(delivery.accounting).toMatchObject({ accepted: 3, delivered: 3, held: 0, dropped: {} });
    expect(logger.lines.filter((line) => !line.startsWith('debug'))).toEqual([
      `warn: ${transport.description} answers 401: is the key right? Data points are held and will be sent again`,
      `info: ${transport.description} takes data again; what was held has been sent`,
    ]);
    expect(server.bodies.slice(-2)).toEqual(['r0\n', 'r1\nr2\n']);
  });
});
