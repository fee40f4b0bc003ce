import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openReceiver as openGraphite } from '../graphite/open-receiver.ts';
import { sendDatagrams } from '../listen/sender.ts';
import { openReceiver as openStatsd } from '../statsd/open-receiver.ts';

interface DatagramOptions {
  readonly receiveBufferBytes?: number;
  readonly random?: () => number;
}

async function openCounts(options: DatagramOptions = {}) {
  const receiver = await openStatsd({ ...options, udp: true });
  return {
    receiver,
    endpoint: receiver.endpoints.udp!,
    payload: (value: number) => `a:${value}|d`,
    values: () => receiver.totals.find('d', 'a')?.samples.map(({ value }) => value) ?? [],
  };
}

async function openPoints(options: DatagramOptions = {}) {
  const receiver = await openGraphite({ ...options, udp: true });
  return {
    receiver,
    endpoint: receiver.endpoints.udp!,
    payload: (value: number) => `a ${value} ${100 + value}\n`,
    values: () => [...(receiver.totals.find('a')?.points.values() ?? [])],
  };
}

describe.each([
  ['StatsD', openCounts],
  ['Graphite', openPoints],
])('%s over UDP', (_name, open) => {
  const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

  test('can have the faults of datagrams, and has none at first', async () => {
    const { faultSwitch } = (await open()).receiver;
    expect(faultSwitch.kinds).toEqual(['refuse', 'stall', 'slow', 'drop']);
    expect(faultSwitch).toMatchObject({ active: undefined, droppedCount: 0 });
  });

  test('refuse is ECONNREFUSED for a connected socket, until the same port is read again', async () => {
    const { receiver, endpoint, payload, values } = await open();
    await receiver.faultSwitch.set({ kind: 'refuse' });
    const problem = await sendDatagrams(endpoint, [payload(1), payload(2)]);
    expect(problem).toMatchObject({ code: 'ECONNREFUSED' });
    await receiver.faultSwitch.set(undefined);
    expect(receiver.endpoints.udp).toBe(endpoint);
    await sendDatagrams(endpoint, [payload(3)]);
    await expect.poll(values).toEqual([3]);
  });

  test('stall keeps what fits the buffer, and takes it in order afterwards', async () => {
    const receiveBufferBytes = 2 * (await open()).payload(1).length;
    const { receiver, endpoint, payload, values } = await open({ receiveBufferBytes });
    await receiver.faultSwitch.set({ kind: 'stall' });
    await sendDatagrams(endpoint, upTo(4).map(payload));
    await delay(50);
    expect(values()).toEqual([]);
    await receiver.faultSwitch.set(undefined);
    expect(values()).toEqual([0, 1]);
  });

  test('slow takes late and in order, and loses what does not fit the buffer', async () => {
    const receiveBufferBytes = 3 * (await open()).payload(1).length;
    const { receiver, endpoint, payload, values } = await open({ receiveBufferBytes });
    await receiver.faultSwitch.set({ kind: 'slow', millis: 60 });
    const startedAt = performance.now();
    await sendDatagrams(endpoint, upTo(5).map(payload));
    await expect.poll(values).toEqual([0, 1, 2]);
    expect(performance.now() - startedAt).toBeGreaterThan(59);
    await receiver.faultSwitch.set({ kind: 'slow', millis: 600_000 });
    await sendDatagrams(endpoint, [payload(7), payload(8)]);
    await delay(50);
    expect(values()).toEqual([0, 1, 2]);
    await receiver.faultSwitch.set(undefined);
    expect(values()).toEqual([0, 1, 2, 7, 8]);
  });

  test('drop loses those that chance says, and counts them', async () => {
    let draw = 0;
    // 0, 0.1, … 0.9, and again
    const random = () => (draw++ % 10) / 10;
    const { receiver, endpoint, payload, values } = await open({ random });
    await receiver.faultSwitch.set({ kind: 'drop', percent: 30 });
    await sendDatagrams(endpoint, upTo(20).map(payload));
    const kept = upTo(20).filter((value) => value % 10 >= 3);
    await expect.poll(values).toEqual(kept);
    expect(receiver.faultSwitch.droppedCount).toBe(6);
    await receiver.faultSwitch.set({ kind: 'drop', percent: 100 });
    await sendDatagrams(endpoint, [payload(30), payload(31)]);
    await expect.poll(() => receiver.faultSwitch.droppedCount).toBe(8);
    await receiver.faultSwitch.set(undefined);
    await sendDatagrams(endpoint, [payload(32)]);
    await expect.poll(values).toEqual([...kept, 32]);
    receiver.reset();
    expect(receiver.faultSwitch.droppedCount).toBe(0);
  });

  test('a stall that ends in a refusal loses what waited', async () => {
    const { receiver, endpoint, payload, values } = await open();
    await receiver.faultSwitch.set({ kind: 'stall' });
    await sendDatagrams(endpoint, [payload(1)]);
    await delay(50);
    await receiver.faultSwitch.set({ kind: 'refuse' });
    await receiver.faultSwitch.set(undefined);
    await sendDatagrams(endpoint, [payload(2)]);
    await expect.poll(values).toEqual([2]);
  });
});
