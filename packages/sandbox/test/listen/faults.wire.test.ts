import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { endpointOf, lineStreams, openReceiver } from '../statsd/open-receiver.ts';
import { connectTo, isOpen, sendDatagrams } from './sender.ts';

describe('UDP', () => {
  test('a receiver that refuses is noticed by a connected socket, and takes the same port again', async () => {
    const receiver = await openReceiver();
    const endpoint = receiver.endpoints.udp!;
    await receiver.faults.refuse();
    expect(await sendDatagrams(endpoint, ['a:1|c', 'a:1|c'])).toMatchObject({ code: 'ECONNREFUSED' });
    await receiver.faults.listenAgain();
    expect(receiver.endpoints.udp).toBe(endpoint);
    await sendDatagrams(endpoint, ['a:1|c']);
    await receiver.waitFor(({ recordCount }) => recordCount === 1);
  });

  test('a stalled receiver reads after resume what fitted its buffer', async () => {
    const receiver = await openReceiver({ receiveBufferBytes: 12 });
    receiver.faults.stall();
    await sendDatagrams(receiver.endpoints.udp!, ['a:1|c', 'a:1|c', 'a:1|c']);
    await delay(50);
    expect(receiver.totals.recordCount).toBe(0);
    receiver.faults.resume();
    await receiver.waitFor(({ recordCount }) => recordCount === 2);
  });
});

describe.each(lineStreams)('%s', (_name, options) => {
  test('a stalled receiver accepts connections and reads nothing until resume', async () => {
    const receiver = await openReceiver(options());
    const endpoint = endpointOf(receiver);
    const before = await connectTo(endpoint);
    receiver.faults.stall();
    const after = await connectTo(endpoint);
    before.write('a:1|c\n');
    after.write('a:1|c\n');
    await delay(50);
    expect(receiver.totals.recordCount).toBe(0);
    receiver.faults.resume();
    await receiver.waitFor(({ recordCount }) => recordCount === 2);
    before.destroy();
    after.destroy();
  });

  test('a refusing receiver ends its connections and takes none, until it listens again', async () => {
    const receiver = await openReceiver(options());
    const endpoint = endpointOf(receiver);
    const socket = await connectTo(endpoint);
    const closed = once(socket.resume(), 'close');
    await receiver.faults.refuse();
    await closed;
    expect(await isOpen(endpoint)).toBe(false);
    await receiver.faults.listenAgain();
    expect(Object.values(receiver.endpoints)).toEqual([endpoint]);
    expect(await isOpen(endpoint)).toBe(true);
  });

  test('dropped connections end in order', async () => {
    const receiver = await openReceiver(options());
    const endpoint = endpointOf(receiver);
    const socket = await connectTo(endpoint);
    socket.write('a:1|c\n');
    await receiver.waitFor(({ recordCount }) => recordCount === 1);
    const ended = once(socket.resume(), 'end');
    receiver.faults.dropConnections('fin');
    await ended;
    expect(await isOpen(endpoint)).toBe(true);
  });

  test('a half-closed connection is still read', async () => {
    const receiver = await openReceiver(options());
    const endpoint = endpointOf(receiver);
    const socket = await connectTo(endpoint);
    socket.allowHalfOpen = true;
    socket.write('a:1|c\n');
    await receiver.waitFor(({ recordCount }) => recordCount === 1);
    const ended = once(socket.resume(), 'end');
    receiver.faults.halfClose();
    await ended;
    socket.end('a:1|c\n');
    await receiver.waitFor(({ recordCount }) => recordCount === 2);
  });
});

test.each(lineStreams.slice(0, 2))('%s connections can be reset', async (_name, options) => {
  const receiver = await openReceiver(options());
  const socket = await connectTo(endpointOf(receiver));
  const failed = once(socket, 'error');
  socket.write('a:1|c\n');
  await receiver.waitFor(({ recordCount }) => recordCount === 1);
  receiver.faults.dropConnections('reset');
  expect((await failed)[0]).toMatchObject({ code: 'ECONNRESET' });
});

test('a stalled receiver makes the sender of a stream wait', async () => {
  const receiver = await openReceiver({ tcp: true });
  receiver.faults.stall();
  const socket = await connectTo(receiver.endpoints.tcp!);
  const lines = Buffer.from(`a:1|c|#padding:${'x'.repeat(180)}\n`.repeat(100_000));
  let isWritten = false;
  socket.write(lines, () => {
    isWritten = true;
  });
  await delay(200);
  expect([isWritten, receiver.totals.recordCount]).toEqual([false, 0]);
  receiver.faults.resume();
  await receiver.waitFor(({ recordCount }) => recordCount === 100_000, 15_000);
  expect(isWritten).toBe(true);
  socket.destroy();
});
