import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Fault } from '../../src/faults/fault.ts';
import { openReceiver as openGraphite, postPoints } from '../graphite/open-receiver.ts';
import { connectTo, isOpen, sendDatagrams } from '../listen/sender.ts';
import { openReceiver as openStatsd, socketPath } from '../statsd/open-receiver.ts';

test('a receiver that listens in several ways has the faults of all of them', async () => {
  const streams = await openStatsd({ tcp: true, udp: true });
  expect(streams.faultSwitch.kinds).toEqual(['refuse', 'stall', 'slow', 'drop', 'reset', 'half-close']);
  const all = await openGraphite({ udp: true, pickle: true, http: true });
  expect(all.faultSwitch.kinds).toEqual(['refuse', 'stall', 'slow', 'drop', 'reset', 'half-close', 'answer']);
});

test('where a fault means nothing, all goes well', async () => {
  const receiver = await openStatsd({ tcp: true, udp: true });
  await receiver.faultSwitch.set({ kind: 'drop', percent: 100 });
  await sendDatagrams(receiver.endpoints.udp!, ['a:1|c']);
  const socket = await connectTo(receiver.endpoints.tcp!);
  await once(socket.resume().end('b:1|c\n'), 'close');
  await receiver.waitFor(({ recordCount }) => recordCount === 1);
  await expect.poll(() => receiver.faultSwitch.droppedCount).toBe(1);
  await receiver.faultSwitch.set({ kind: 'reset' });
  await sendDatagrams(receiver.endpoints.udp!, ['a:1|c']);
  await receiver.waitFor((totals) => totals.find('c', 'a') !== undefined);
});

test.each<[string, unknown]>([
  ['kind: "answer" is not one of refuse, stall, slow, drop,', { kind: 'answer', status: 500 }],
  ['kind: "explode" is not one of refuse,', { kind: 'explode' }],
  ['millis: "0" is no number from 1 to 600000', { kind: 'slow', millis: 0 }],
  ['millis: "600001" is no', { kind: 'slow', millis: 600_001 }],
  ['millis: "NaN" is no', { kind: 'slow', millis: Number.NaN }],
  ['millis: "100" is no', { kind: 'slow', millis: '100' }],
  ['percent: "-1" is no number from 0 to 100', { kind: 'drop', percent: -1 }],
  ['percent: "100.5" is no', { kind: 'drop', percent: 100.5 }],
  ['percent: "undefined" is no', { kind: 'drop' }],
])('refused: %s', async (message, fault) => {
  const { faultSwitch, endpoints } = await openStatsd({ tcp: true, udp: true });
  await faultSwitch.set({ kind: 'stall' });
  await expect(faultSwitch.set(fault as Fault)).rejects.toMatchObject({
    code: 'ERR_OTELWIRE_SANDBOX_OPTIONS',
    message: expect.stringContaining(message),
  });
  expect(faultSwitch.active).toEqual({ kind: 'stall' });
  expect(await isOpen(endpoints.tcp!)).toBe(true);
});

test('refused: a status that no backend answers when it is ill', async () => {
  const { faultSwitch } = await openGraphite({ http: true });
  await expect(faultSwitch.set({ kind: 'answer', status: 404 } as unknown as Fault)).rejects.toThrow(
    'fault: status: "404" is not one of 429, 500, 503',
  );
});

test('calls that overlap take effect one after another, and the last one stays', async () => {
  const receiver = await openStatsd({ tcp: true });
  const endpoint = receiver.endpoints.tcp!;
  const faults: (Fault | undefined)[] = [];
  for (let round = 0; round < 20; round += 1) faults.push({ kind: 'refuse' }, undefined, { kind: 'reset' });
  const seen: (Fault | undefined)[] = [];
  await Promise.all(
    faults.map((fault) => receiver.faultSwitch.set(fault).then(() => seen.push(receiver.faultSwitch.active))),
  );
  expect(seen).toEqual(faults);
  expect(receiver.faultSwitch.active).toEqual({ kind: 'reset' });
  expect(receiver.endpoints.tcp).toBe(endpoint);
  await Promise.all([receiver.faultSwitch.set({ kind: 'refuse' }), receiver.faultSwitch.set(undefined)]);
  (await connectTo(endpoint)).end('a:1|c\n');
  await receiver.waitFor(({ recordCount }) => recordCount === 1);
});

test('nothing gets through between two faults', async () => {
  const receiver = await openGraphite({ http: true, udp: true, tcp: true });
  const { http, udp, tcp } = receiver.endpoints;
  const faults: Fault[] = [
    { kind: 'stall' },
    { kind: 'reset' },
    { kind: 'answer', status: 429 },
    { kind: 'refuse' },
    { kind: 'drop', percent: 100 },
  ];
  await receiver.faultSwitch.set(faults[0]);
  let isOver = false;
  const post = async () => {
    while (!isOver)
      await postPoints(http!).then(
        ({ status }) => expect(status).toBe(429),
        () => {},
      );
  };
  const posting = [post(), post(), post()];
  for (let round = 0; round < 50; round += 1) {
    await receiver.faultSwitch.set(faults[round % faults.length]!);
    await delay(2);
  }
  isOver = true;
  await receiver.faultSwitch.set({ kind: 'refuse' });
  await Promise.all(posting);
  expect(receiver.totals.pointCount).toBe(0);
  await receiver.faultSwitch.set(undefined);
  await sendDatagrams(udp!, ['a 1 1\n']);
  (await connectTo(tcp!)).end('b 1 1\n');
  expect((await postPoints(http!)).status).toBe(200);
  await receiver.waitFor(({ pointCount }) => pointCount === 3);
});

test('a port that somebody else took meanwhile is told of, and the fault stays', async () => {
  const receiver = await openStatsd({ tcp: true, unix: { path: socketPath() } });
  const port = Number(new URL(receiver.endpoints.tcp!).port);
  await receiver.faultSwitch.set({ kind: 'refuse' });
  const other = await openStatsd({ tcp: { port } });
  await expect(receiver.faultSwitch.set(undefined)).rejects.toMatchObject({ code: 'EADDRINUSE' });
  expect(receiver.faultSwitch.active).toEqual({ kind: 'refuse' });
  expect(await isOpen(receiver.endpoints.unix!)).toBe(false);
  await other.close();
  await receiver.faultSwitch.set(undefined);
  expect(await isOpen(receiver.endpoints.tcp!)).toBe(true);
});

test('a receiver that is closed in the midst of a change stays closed, and has no faults any more', async () => {
  const receiver = await openStatsd({ tcp: true });
  await receiver.faultSwitch.set({ kind: 'refuse' });
  const change = receiver.faultSwitch.set(undefined);
  // until it has begun
  await Promise.resolve();
  await receiver.close();
  await change;
  expect(await isOpen(receiver.endpoints.tcp!)).toBe(false);
  await expect(receiver.faultSwitch.set(undefined)).rejects.toMatchObject({
    code: 'ERR_OTELWIRE_SANDBOX_CLOSED',
  });
  expect(await isOpen(receiver.endpoints.tcp!)).toBe(false);
});

test('a request that is reset is counted, and no status', async () => {
  const receiver = await openGraphite({ http: true });
  await receiver.faultSwitch.set({ kind: 'reset' });
  await expect(postPoints(receiver.endpoints.http!)).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(receiver.totals).toMatchObject({ requestCount: 1, statusCounts: new Map() });
});

test('faults that happen once come before the one that lasts', async () => {
  const receiver = await openGraphite({ http: true });
  await receiver.faultSwitch.set({ kind: 'answer', status: 503 });
  receiver.faults.answerNext(1, { status: 429 });
  const statuses = [];
  for (let i = 0; i < 3; i += 1) statuses.push((await postPoints(receiver.endpoints.http!)).status);
  expect(statuses).toEqual([429, 503, 503]);
  expect(receiver.totals).toMatchObject({ requestCount: 3, pointCount: 0 });
});
