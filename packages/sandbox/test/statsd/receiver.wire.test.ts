import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import type { StatsdReceiverOptions } from '../../src/statsd/options.ts';
import { createStatsdReceiver } from '../../src/statsd/receiver.ts';
import { testCertificate } from '../listen/certificate.ts';
import { connectTo, isOpen, sendDatagrams } from '../listen/sender.ts';
import { endpointOf, lineStreams, openReceiver, socketPath } from './open-receiver.ts';

function frame(text: string): Buffer {
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32LE(Buffer.byteLength(text));
  return Buffer.concat([prefix, Buffer.from(text)]);
}

describe('UDP', () => {
  test('is the default, strict and for DogStatsD', async () => {
    const receiver = await openReceiver();
    expect(receiver.endpoints).toEqual({ udp: expect.stringMatching(/^udp:\/\/127\.0\.0\.1:\d+$/) });
    await sendDatagrams(receiver.endpoints.udp!, ['a:1|c|#b:c\na:2|c|#b:c\n', 'a:1e3|c']);
    const totals = await receiver.waitFor(({ badLineCount }) => badLineCount === 1);
    expect(totals.find('c', 'a', { b: 'c' })?.sum).toBe(3);
    expect(totals).toMatchObject({ datagramCount: 2, byteCount: 29, dialect: 'dogstatsd' });
  });

  test('a burst of 2000 datagrams arrives whole', async () => {
    const receiver = await openReceiver();
    const payload = 'burst:1|c|#some:tag,other:tag\n'.repeat(40);
    await sendDatagrams(receiver.endpoints.udp!, Array(2000).fill(payload));
    await receiver.waitFor((totals) => totals.datagramCount === 2000, 10_000);
    expect(receiver.totals.find('c', 'burst', { some: 'tag', other: 'tag' })?.sum).toBe(80_000);
  });
});

describe.each(lineStreams)('%s', (_name, options) => {
  test('lines survive chunks of one byte', async () => {
    const receiver = await openReceiver(options());
    const endpoint = endpointOf(receiver);
    const socket = await connectTo(endpoint);
    socket.setNoDelay?.(true);
    for (const byte of Buffer.from('a:1|c\nb:é|s\r\nc:2|g\n')) {
      socket.write(Buffer.of(byte));
      await delay(1);
    }
    const totals = await receiver.waitFor(({ recordCount }) => recordCount === 3);
    expect(totals.find('s', 'b')?.members).toEqual(new Set(['é']));
    expect(totals).toMatchObject({ connectionCount: 1, byteCount: 20, datagramCount: 0 });
    socket.destroy();
  });

  test('a last line without line feed is a defect in strict mode', async () => {
    const receiver = await openReceiver(options());
    const endpoint = endpointOf(receiver);
    (await connectTo(endpoint)).end('a:1|c\nb:2|c');
    const { badLines } = await receiver.waitFor(({ badLineCount }) => badLineCount === 1);
    expect(badLines).toMatchObject([{ line: 'b:2|c', defects: [{ code: 'line-cut' }] }]);
    expect(receiver.totals.recordCount).toBe(1);
  });
});

test('a line beyond the bound is one bad line, and reading goes on', async () => {
  const receiver = await openReceiver({ tcp: true, maxLineBytes: 100 });
  (await connectTo(receiver.endpoints.tcp!)).end(`${'x'.repeat(1000)}\na:1|c\n`);
  const { badLines } = await receiver.waitFor(({ recordCount }) => recordCount === 1);
  expect(badLines.map(({ defects }) => defects[0]?.code)).toEqual(['line-too-long']);
});

test('a lenient receiver takes a last line without line feed, unless the connection broke', async () => {
  const receiver = await openReceiver({ tcp: true, strict: false });
  (await connectTo(receiver.endpoints.tcp!)).end('a:1|c');
  await receiver.waitFor(({ recordCount }) => recordCount === 1);
  const socket = await connectTo(receiver.endpoints.tcp!);
  socket.write('a:1|c');
  await receiver.waitFor(({ byteCount }) => byteCount === 10);
  socket.resetAndDestroy();
  await receiver.waitFor(({ badLineCount }) => badLineCount === 1);
});

describe('a Unix socket with frames', () => {
  test('reads them across chunks', async () => {
    const path = socketPath();
    const receiver = await openReceiver({ unix: { path } });
    expect(receiver.endpoints).toEqual({ unix: `unix://${path}` });
    const socket = await connectTo(receiver.endpoints.unix!);
    const bytes = Buffer.concat([frame('a:1|c\na:2|c\n'), frame('a:3|c')]);
    socket.write(bytes.subarray(0, 9));
    await delay(5);
    socket.end(bytes.subarray(9));
    const totals = await receiver.waitFor(({ recordCount }) => recordCount === 3);
    expect(totals.find('c', 'a')?.sum).toBe(6);
    expect(totals).toMatchObject({ datagramCount: 2, badLineCount: 0, byteCount: 17 });
  });

  test('hangs up when a frame is too long', async () => {
    const receiver = await openReceiver({ unix: { path: socketPath() } });
    const socket = await connectTo(receiver.endpoints.unix!);
    const closed = once(socket.resume(), 'close');
    socket.write(frame('x'.repeat(8193)));
    socket.on('error', () => {});
    await closed;
    expect(receiver.totals.badLines).toMatchObject([{ defects: [{ code: 'frame-too-long' }] }]);
  });

  test('notices a frame that is cut off', async () => {
    const receiver = await openReceiver({ unix: { path: socketPath() } });
    (await connectTo(receiver.endpoints.unix!)).end(frame('a:1|c').subarray(0, 6));
    const { badLines } = await receiver.waitFor(({ badLineCount }) => badLineCount === 1);
    expect(badLines).toMatchObject([{ defects: [{ code: 'frame-cut' }] }]);
  });

  test('leaves no file behind', async () => {
    const path = socketPath();
    const receiver = await openReceiver({ unix: { path } });
    expect(existsSync(path)).toBe(true);
    await receiver.close();
    expect(existsSync(path)).toBe(false);
  });
});

describe('waiting', () => {
  test('in vain tells what came instead', async () => {
    const receiver = await openReceiver();
    await sendDatagrams(receiver.endpoints.udp!, ['a:1|c']);
    await receiver.waitFor(({ recordCount }) => recordCount === 1);
    const waited = receiver.waitFor(() => false, 20);
    await expect(waited).rejects.toMatchObject({
      code: 'ERR_OTELWIRE_SANDBOX_TIMEOUT',
      message: expect.stringContaining('a|c = 1'),
    });
  });

  test('ends with an error when the receiver is closed, or the question throws', async () => {
    const receiver = await openReceiver();
    const question = receiver.waitFor(() => {
      throw new Error('no such thing');
    });
    await expect(question).rejects.toThrow('no such thing');
    const waited = receiver.waitFor(() => false);
    const checked = expect(waited).rejects.toMatchObject({ code: 'ERR_OTELWIRE_SANDBOX_CLOSED' });
    await receiver.close();
    await checked;
  });
});

test('records and bad lines are told as they come, until one stops listening', async () => {
  const receiver = await openReceiver();
  const heard: string[] = [];
  const stop = receiver.on('record', (_parsed, line) => heard.push(line));
  receiver.on('badLine', ({ line }) => heard.push(`bad ${line}`));
  await sendDatagrams(receiver.endpoints.udp!, ['a:1|c\nb:2|c\nnonsense']);
  await receiver.waitFor(({ badLineCount }) => badLineCount === 1);
  stop();
  await sendDatagrams(receiver.endpoints.udp!, ['c:3|c']);
  await receiver.waitFor(({ recordCount }) => recordCount === 3);
  expect(heard).toEqual(['a:1|c', 'b:2|c', 'bad nonsense']);
});

test('a reset starts anew', async () => {
  const receiver = await openReceiver();
  await sendDatagrams(receiver.endpoints.udp!, ['a:1|c']);
  await receiver.waitFor(({ recordCount }) => recordCount === 1);
  receiver.reset();
  expect(receiver.totals).toMatchObject({ recordCount: 0, datagramCount: 0, byteCount: 0 });
});

test('all transports feed the same totals', async () => {
  const receiver = await openReceiver({
    udp: true,
    tcp: true,
    unix: { path: socketPath(), framing: 'newline' },
  });
  await sendDatagrams(receiver.endpoints.udp!, ['a:1|c']);
  (await connectTo(receiver.endpoints.tcp!)).end('a:1|c\n');
  (await connectTo(receiver.endpoints.unix!)).end('a:1|c\n');
  const totals = await receiver.waitFor(({ recordCount }) => recordCount === 3);
  expect(totals.find('c', 'a')?.sum).toBe(3);
});

test('options that cannot work are named, all of them', async () => {
  const options = { dialect: 'cobol', tcp: { cert: 'x' } } as unknown as StatsdReceiverOptions;
  await expect(createStatsdReceiver(options)).rejects.toMatchObject({
    code: 'ERR_OTELWIRE_SANDBOX_OPTIONS',
    message: expect.stringMatching(/cobol.*cert and key/),
  });
  await expect(createStatsdReceiver({ udp: false })).rejects.toThrow('at least one');
});

test('a port that is taken is an error, and nothing stays open', async () => {
  const first = await openReceiver({ tcp: true });
  const port = Number(new URL(first.endpoints.tcp!).port);
  await expect(createStatsdReceiver({ udp: true, tcp: { port } })).rejects.toMatchObject({
    code: 'EADDRINUSE',
  });
});

test('nothing stays open after close', async () => {
  const handles = () =>
    process
      .getActiveResourcesInfo()
      .filter((name) => /UDP|Server|TCPSocket/.test(name))
      .sort();
  const receiver = await openReceiver({ udp: true, tcp: testCertificate, unix: { path: socketPath() } });
  const sockets = await Promise.all([receiver.endpoints.tls!, receiver.endpoints.unix!].map(connectTo));
  const closed = sockets.map((socket) => once(socket.resume(), 'close'));
  await receiver.close();
  await Promise.all(closed);
  await vi.waitFor(() => expect(handles()).toEqual([]), 30_000);
});

test('a receiver may be closed twice', async () => {
  const receiver = await openReceiver({ udp: true, tcp: true });
  const socket = await connectTo(receiver.endpoints.tcp!);
  socket.on('error', () => {});
  await receiver.close();
  await receiver.close();
  expect(await isOpen(receiver.endpoints.tcp!)).toBe(false);
});
