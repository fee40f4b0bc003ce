import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { describe, expect, test, vi } from 'vitest';
import type { GraphiteReceiverOptions } from '../../src/graphite/options.ts';
import { createGraphiteReceiver } from '../../src/graphite/receiver.ts';
import { testCertificate } from '../listen/certificate.ts';
import { connectTo, isOpen, sendDatagrams } from '../listen/sender.ts';
import { socketPath } from '../statsd/open-receiver.ts';
import { jsonPoint, openReceiver, pointStreams, postPoints } from './open-receiver.ts';
import { frameOf } from './pickle/encoder.ts';

test('lines over TCP, strict, are the default', async () => {
  const receiver = await openReceiver();
  expect(receiver.endpoints).toEqual({ tcp: expect.stringMatching(/^tcp:\/\/127\.0\.0\.1:\d+$/) });
  (await connectTo(receiver.endpoints.tcp!)).end('a 1 10\na;b= 1 10\n');
  const { badLines } = await receiver.waitFor(({ badLineCount }) => badLineCount === 1);
  expect(badLines).toMatchObject([{ line: 'a;b= 1 10', defects: [{ code: 'empty-tag-value' }] }]);
});

test('datagrams over UDP are lines', async () => {
  const receiver = await openReceiver({ udp: true });
  expect(receiver.endpoints).toEqual({ udp: expect.stringMatching(/^udp:\/\/127\.0\.0\.1:\d+$/) });
  await sendDatagrams(receiver.endpoints.udp!, ['a;b=c 1 10\na;b=c 2 11', 'a 1.5 10\n']);
  const totals = await receiver.waitFor(({ pointCount }) => pointCount === 3);
  expect([...totals.find('a', { b: 'c' })!.points]).toEqual([[10, 1], [11, 2]]); // biome-ignore format: one pair a second
  expect(totals).toMatchObject({ datagramCount: 2, byteCount: 30, connectionCount: 0 });
});

describe.each(pointStreams)('%s', (name, { options, payload }) => {
  test('points survive chunks of one byte', async () => {
    const receiver = await openReceiver(options());
    expect(Object.keys(receiver.endpoints)).toEqual([name]);
    const socket = await connectTo(Object.values(receiver.endpoints)[0] as string);
    socket.setNoDelay?.(true);
    const bytes = Buffer.concat([payload(10), payload(11)]);
    for (let at = 0; at < bytes.length; at += 1) {
      socket.write(bytes.subarray(at, at + 1));
      await receiver.waitFor(({ byteCount }) => byteCount === at + 1);
    }
    const totals = await receiver.waitFor(({ pointCount }) => pointCount === 2);
    expect([...totals.find('a.b')!.points]).toEqual([[10, 1.5], [11, 1.5]]); // biome-ignore format: one pair a second
    expect(totals).toMatchObject({ connectionCount: 1, badLineCount: 0, datagramCount: 0 });
    expect(totals.frameCount).toBe(name.startsWith('pickle') ? 2 : 0);
    socket.destroy();
  });

  test('a payload that is cut off at the end is a defect', async () => {
    const receiver = await openReceiver(options());
    const socket = await connectTo(Object.values(receiver.endpoints)[0] as string);
    socket.end(Buffer.concat([payload(10), payload(11).subarray(0, -1)]));
    const { badLines, pointCount } = await receiver.waitFor(({ badLineCount }) => badLineCount === 1);
    expect([pointCount, badLines[0]?.defects[0]?.code]).toEqual([1, name.startsWith('pickle') ? 'frame-cut' : 'line-cut']); // biome-ignore format: one pair
  });

  test('hangs up where carbon does', async () => {
    const receiver = await openReceiver(options());
    const socket = await connectTo(Object.values(receiver.endpoints)[0] as string);
    const closed = once(socket.resume(), 'close');
    socket.on('error', () => {});
    const tooLong = Buffer.alloc(20_000, 'x');
    socket.write(name.startsWith('pickle') ? Buffer.from([0, 0x10, 0, 1]) : tooLong);
    await closed;
    expect([...receiver.totals.defectCounts.keys()]).toEqual([name.startsWith('pickle') ? 'frame-too-long' : 'line-too-long']); // biome-ignore format: one list
  });
});

test('a pickle endpoint is a tcp or tls one to exporters', async () => {
  const plain = await openReceiver({ pickle: true });
  const secure = await openReceiver({ pickle: testCertificate });
  expect(plain.endpoints.pickle).toMatch(/^tcp:\/\/127\.0\.0\.1:\d+$/);
  expect(secure.endpoints.pickleTls).toMatch(/^tls:\/\/127\.0\.0\.1:\d+$/);
});

test('a frame that is no pickle is one bad line, and reading goes on', async () => {
  const [, { payload }] = pointStreams.find(([name]) => name === 'pickle')!;
  const receiver = await openReceiver({ pickle: true });
  (await connectTo(receiver.endpoints.pickle!)).end(Buffer.concat([frameOf(Buffer.from('x')), payload(10)]));
  const totals = await receiver.waitFor(({ pointCount }) => pointCount === 1);
  expect(totals.badLines).toMatchObject([{ defects: [{ code: 'bad-pickle' }] }]);
});

describe('waiting', () => {
  test('in vain tells what came instead', async () => {
    const receiver = await openReceiver();
    (await connectTo(receiver.endpoints.tcp!)).end('a 1 10\n');
    await receiver.waitFor(({ pointCount }) => pointCount === 1);
    await expect(receiver.waitFor(() => false, 20)).rejects.toMatchObject({
      code: 'ERR_OTELWIRE_SANDBOX_TIMEOUT',
      message: expect.stringContaining('a = 1 at 10'),
    });
  });

  test('ends with an error when the receiver is closed', async () => {
    const receiver = await openReceiver();
    const waited = expect(receiver.waitFor(() => false)).rejects.toMatchObject({
      code: 'ERR_OTELWIRE_SANDBOX_CLOSED',
    });
    await receiver.close();
    await waited;
  });
});

test('points and bad lines are told as they come, until one stops listening', async () => {
  const receiver = await openReceiver({ udp: true });
  const heard: unknown[] = [];
  const stop = receiver.on('record', ({ name, value, timestamp }, line) => heard.push([name, value, timestamp, line])); // biome-ignore format: one line
  receiver.on('badLine', ({ line }) => heard.push(line));
  await sendDatagrams(receiver.endpoints.udp!, ['a 1 10\nnonsense']);
  await receiver.waitFor(({ badLineCount }) => badLineCount === 1);
  stop();
  await sendDatagrams(receiver.endpoints.udp!, ['b 1 10']);
  await receiver.waitFor(({ pointCount }) => pointCount === 2);
  expect(heard).toEqual([['a', 1, 10, 'a 1 10'], 'nonsense']);
});

test('a reset starts anew', async () => {
  const receiver = await openReceiver({ udp: true, maxPointsPerSeries: 1 });
  await sendDatagrams(receiver.endpoints.udp!, ['a 1 10\na 1 11']);
  const totals = await receiver.waitFor(({ pointCount }) => pointCount === 2);
  expect([...totals.find('a')!.points]).toEqual([[11, 1]]);
  receiver.reset();
  expect(receiver.totals).toMatchObject({ pointCount: 0, datagramCount: 0, byteCount: 0 });
});

test('all transports feed the same totals', async () => {
  const options = { udp: true, tcp: true, unix: { path: socketPath() }, pickle: true, http: true };
  const receiver = await openReceiver(options);
  const { udp, tcp, unix, pickle, http } = receiver.endpoints;
  await sendDatagrams(udp!, ['a.b 1.5 1']);
  (await connectTo(tcp!)).end('a.b 1.5 2\n');
  (await connectTo(unix!)).end('a.b 1.5 3\n');
  (await connectTo(pickle!)).end(pointStreams.find(([name]) => name === 'pickle')![1].payload(4));
  await postPoints(http!, [{ ...jsonPoint, time: 5 }]);
  const totals = await receiver.waitFor(({ pointCount }) => pointCount === 5);
  expect([...totals.find('a.b')!.points.keys()].sort()).toEqual([1, 2, 3, 4, 5]);
});

test('options that cannot work are named, all of them', async () => {
  const options = { pickle: { cert: 'x' }, http: { key: 'x' } } as GraphiteReceiverOptions;
  await expect(createGraphiteReceiver(options)).rejects.toMatchObject({
    code: 'ERR_OTELWIRE_SANDBOX_OPTIONS',
    message: expect.stringMatching(/pickle: cert and key.*http: cert and key/),
  });
  await expect(createGraphiteReceiver({ tcp: false })).rejects.toThrow('at least one');
});

test('a port that is taken is an error, and nothing stays open', async () => {
  const first = await openReceiver({ http: true });
  const port = Number(new URL(first.endpoints.http!).port);
  await expect(createGraphiteReceiver({ tcp: true, http: { port } })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});

test('nothing stays open after close', async () => {
  const handles = () =>
    process
      .getActiveResourcesInfo()
      .filter((name) => /UDP|Server|TCPSocket/.test(name))
      .sort();
  const path = socketPath();
  const receiver = await openReceiver({
    udp: true,
    tcp: testCertificate,
    unix: { path },
    pickle: true,
    http: true,
  });
  const { tls, unix, pickle, http } = receiver.endpoints;
  const idle = `tcp://${new URL(http!).host}`;
  const sockets = await Promise.all([tls!, unix!, pickle!, idle].map(connectTo));
  const closed = sockets.map((socket) => once(socket.resume(), 'close'));
  await receiver.close();
  await receiver.close();
  await Promise.all(closed);
  await vi.waitFor(() => expect(handles()).toEqual([]), 30_000);
  expect([existsSync(path), await isOpen(pickle!)]).toEqual([false, false]);
});
