import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { testCertificate } from '../listen/certificate.ts';
import { connectTo, isOpen } from '../listen/sender.ts';
import { jsonPoint, openReceiver, pointStreams, postPoints } from './open-receiver.ts';

describe.each(pointStreams)('%s', (_name, { options, payload }) => {
  test('a stalled receiver accepts connections and reads nothing until resume', async () => {
    const receiver = await openReceiver(options());
    const endpoint = Object.values(receiver.endpoints)[0] as string;
    receiver.faults.stall();
    const socket = await connectTo(endpoint);
    await new Promise((resolve) => socket.write(payload(10), resolve));
    await delay(50);
    expect(receiver.totals.pointCount).toBe(0);
    receiver.faults.resume();
    await receiver.waitFor(({ pointCount }) => pointCount === 1);
    socket.destroy();
  });

  test('a refusing receiver ends its connections and takes none, until it listens again', async () => {
    const receiver = await openReceiver(options());
    const endpoint = Object.values(receiver.endpoints)[0] as string;
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
    const socket = await connectTo(Object.values(receiver.endpoints)[0] as string);
    socket.write(payload(10));
    await receiver.waitFor(({ pointCount }) => pointCount === 1);
    const ended = once(socket.resume(), 'end');
    receiver.faults.dropConnections('fin');
    await ended;
  });
});

describe.each([
  ['HTTP', () => ({ http: true })],
  ['HTTPS', () => ({ http: testCertificate })],
])('%s', (_name, options) => {
  test('the next requests are answered as told, and nothing of them is taken', async () => {
    const receiver = await openReceiver(options());
    const endpoint = receiver.endpoints.http!;
    receiver.faults.answerNext(2, { status: 429, retryAfterSeconds: 7 });
    receiver.faults.answerNext(1, { status: 503 });
    const answers = [];
    for (let i = 0; i < 4; i += 1) answers.push(await postPoints(endpoint));
    expect(answers.map(({ status, headers }) => [status, headers['retry-after']])).toEqual([
      [429, '7'],
      [429, '7'],
      [503, undefined],
      [200, undefined],
    ]);
    expect(receiver.totals).toMatchObject({ pointCount: 1, badLineCount: 0, requestCount: 4 });
    expect([...receiver.totals.statusCounts]).toEqual([[429, 2], [503, 1], [200, 1]]); // biome-ignore format: one pair a status
  });

  test('a stalled receiver answers after resume', async () => {
    const receiver = await openReceiver(options());
    receiver.faults.stall();
    const answer = postPoints(receiver.endpoints.http!);
    expect(await Promise.race([answer, delay(50, 'nothing')])).toBe('nothing');
    expect(receiver.totals).toMatchObject({ connectionCount: 1, requestCount: 0 });
    receiver.faults.resume();
    expect((await answer).status).toBe(200);
  });

  test('a refusing receiver ends its requests, until it listens again', async () => {
    const receiver = await openReceiver(options());
    const endpoint = receiver.endpoints.http!;
    receiver.faults.stall();
    const lost = expect(postPoints(endpoint)).rejects.toMatchObject({ code: 'ECONNRESET' });
    await receiver.waitFor(({ connectionCount }) => connectionCount === 1);
    await receiver.faults.refuse();
    await lost;
    await expect(postPoints(endpoint)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    receiver.faults.resume();
    await receiver.faults.listenAgain();
    expect(receiver.endpoints.http).toBe(endpoint);
    expect((await postPoints(endpoint)).status).toBe(200);
    expect(receiver.totals.pointCount).toBe(1);
  });

  test('a dropped connection fails the request that waits on it', async () => {
    const receiver = await openReceiver(options());
    for (const kind of ['fin', 'reset'] as const) {
      receiver.faults.stall();
      const answer = postPoints(receiver.endpoints.http!);
      const failed = expect(answer).rejects.toMatchObject({ code: 'ECONNRESET' });
      await receiver.waitFor(({ connectionCount }) => connectionCount === 1);
      receiver.faults.dropConnections(kind);
      await failed;
      receiver.faults.resume();
      receiver.reset();
    }
  });
});

test('an idle HTTP connection that is half-closed or dropped is not used again', async () => {
  const receiver = await openReceiver({ http: true });
  const agent = new Agent({ keepAlive: true });
  const post = async () => {
    const outgoing = request(receiver.endpoints.http!, {
      method: 'POST',
      agent,
      headers: { 'content-type': 'application/json' },
    }).end(JSON.stringify([jsonPoint]));
    const [response] = await once(outgoing, 'response');
    await once(response.resume(), 'end');
    return outgoing;
  };
  const first = await post();
  expect((await post()).reusedSocket).toBe(true);
  for (const end of [() => receiver.faults.halfClose(), () => receiver.faults.dropConnections('fin')]) {
    const closed = once((await post()).socket!, 'close');
    end();
    await closed;
    expect((await post()).reusedSocket).toBe(false);
  }
  expect(first.reusedSocket).toBe(false);
  expect(receiver.totals.connectionCount).toBe(3);
  agent.destroy();
});
