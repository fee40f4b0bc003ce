import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/clock.js';
import { createUdpTransport } from '../../src/transport/udp.js';
import { createTimedBench } from '../delivery/timed-bench.js';
import { batchOf, inMillis, numberedBatch } from './batches.js';
import { listenTo } from './stream-bench.js';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function receive(port = 0): Promise<Socket> {
  const socket = createSocket('udp4').bind(port, '127.0.0.1');
  await once(socket, 'listening');
  return socket;
}

async function stop(socket: Socket): Promise<void> {
  socket.close();
  await once(socket, 'close');
}

function transportTo(port: number) {
  const transport = createUdpTransport({ host: '127.0.0.1', port, clock: systemClock });
  cleanups.push(() => transport.close(inMillis(100)));
  return { transport, told: listenTo(transport).told };
}

describe('who listens to a UDP transport', () => {
  it('is told once when nobody reads any more, and again when that happens again', async () => {
    let receiver = await receive();
    const { port } = receiver.address();
    const { transport, told } = transportTo(port);
    const send = async () => (await transport.send(numberedBatch(10, 10), inMillis(5_000))).delivered;
    for (let round = 1; round <= 2; round += 1) {
      expect([await send(), told.length]).toEqual([10, round - 1]);
      await stop(receiver);
      expect([await send(), await send(), await send()]).toEqual([0, 0, 0]);
      expect(told).toEqual(Array(round).fill('in-order'));
      receiver = await receive(port);
    }
    await stop(receiver);
  });

  it('can send again what was delivered just before, even of the batch that found it out', async () => {
    const receiver = await receive();
    const { port } = receiver.address();
    let received = 0;
    receiver.on('message', () => {
      received += 1;
      if (received === 3) receiver.close();
    });
    const transport = createUdpTransport({
      host: '127.0.0.1',
      port,
      clock: systemClock,
      packetsPerTurn: 1,
      paceMillis: 20,
    });
    cleanups.push(() => transport.close(inMillis(100)));
    const bench = createTimedBench({ clock: systemClock, transport, maxPayloadBytes: 2 });
    await bench.send('1');
    await bench.send('2', '3', '4', '5');
    await bench.delivery.settle(inMillis(5_000));
    expect(bench.delivery.accounting).toMatchObject({ delivered: 0, held: 5, inFlight: 0 });
    const again = await receive(port);
    cleanups.push(() => stop(again));
    const texts: string[] = [];
    again.on('message', (message) => texts.push(message.toString()));
    await bench.send('6');
    await vi.waitFor(() => expect(texts).toEqual(['1\n', '2\n', '3\n', '4\n', '5\n', '6\n']), 30_000);
  });

  it('is told nothing of other failures', async () => {
    const receiver = await receive();
    cleanups.push(() => stop(receiver));
    const { transport, told } = transportTo(receiver.address().port);
    expect((await transport.send(batchOf('x'.repeat(65_508)), inMillis(5_000))).delivered).toBe(0);
    expect((await transport.send(batchOf('late'), inMillis(-1))).delivered).toBe(0);
    expect(told).toEqual([]);
  });
});
