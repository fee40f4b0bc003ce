import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { connectTo } from '../listen/sender.ts';
import { httpServers } from './http-servers.ts';

const isTaken = (outcome: unknown) => [200, 201, 204].includes(outcome as number);

/** The status that was answered, or the code of the error. */
const outcomeOf = (sent: Promise<{ readonly status: number | undefined }>) =>
  sent.then(
    ({ status }) => status,
    ({ code }) => code as string,
  );

describe.each(httpServers)('%s', (_name, open) => {
  test('can have all faults, and has none at first', async () => {
    const { faultSwitch } = await open();
    expect(faultSwitch.kinds).toEqual(['refuse', 'stall', 'slow', 'drop', 'reset', 'half-close', 'answer']);
    expect(faultSwitch).toMatchObject({ active: undefined, droppedCount: 0 });
  });

  test('refuse ends requests and lets nobody in, until the same port answers again', async () => {
    const { faultSwitch, send, takenCount } = await open();
    await faultSwitch.set({ kind: 'stall' });
    const waiting = outcomeOf(send());
    await delay(50);
    await faultSwitch.set({ kind: 'refuse' });
    expect(await waiting).toBe('ECONNRESET');
    expect(await outcomeOf(send())).toBe('ECONNREFUSED');
    await faultSwitch.set(undefined);
    expect(await outcomeOf(send())).toSatisfy(isTaken);
    expect(takenCount()).toBe(1);
  });

  test('stall keeps requests waiting, and answers them afterwards', async () => {
    const { faultSwitch, send, takenCount } = await open();
    await faultSwitch.set({ kind: 'stall' });
    const waiting = outcomeOf(send());
    expect(await Promise.race([waiting, delay(50, 'nothing')])).toBe('nothing');
    expect(takenCount()).toBe(0);
    await faultSwitch.set(undefined);
    expect(await waiting).toSatisfy(isTaken);
    expect(takenCount()).toBe(1);
  });

  test('slow answers late', async () => {
    const { faultSwitch, send, takenCount } = await open();
    await faultSwitch.set({ kind: 'slow', millis: 60 });
    const startedAt = performance.now();
    expect(await outcomeOf(send())).toSatisfy(isTaken);
    expect(performance.now() - startedAt).toBeGreaterThan(59);
    await faultSwitch.set({ kind: 'slow', millis: 600_000 });
    const waiting = outcomeOf(send());
    expect(await Promise.race([waiting, delay(50, 'nothing')])).toBe('nothing');
    await faultSwitch.set(undefined);
    expect(await waiting).toSatisfy(isTaken);
    expect(takenCount()).toBe(2);
  });

  test('drop resets the requests that chance says, takes nothing of them, and counts them', async () => {
    let draw = 0;
    const { faultSwitch, send, takenCount } = await open(() => (draw++ % 4) / 4);
    await faultSwitch.set({ kind: 'drop', percent: 50 });
    const outcomes = [];
    for (let sent = 0; sent < 8; sent += 1) outcomes.push(await outcomeOf(send()));
    expect(outcomes.map((outcome) => outcome === 'ECONNRESET' || isTaken(outcome))).toEqual(
      Array(8).fill(true),
    );
    expect(outcomes.map((outcome) => outcome === 'ECONNRESET')).toEqual([
      true,
      true,
      false,
      false,
      true,
      true,
      false,
      false,
    ]);
    expect([takenCount(), faultSwitch.droppedCount]).toEqual([4, 4]);
    await faultSwitch.set(undefined);
    expect(await outcomeOf(send())).toSatisfy(isTaken);
    expect([takenCount(), faultSwitch.droppedCount]).toEqual([5, 4]);
  });

  test('reset ends every request, and takes nothing of it', async () => {
    const { faultSwitch, send, takenCount, badCount } = await open();
    await faultSwitch.set({ kind: 'reset' });
    expect([await outcomeOf(send()), await outcomeOf(send())]).toEqual(['ECONNRESET', 'ECONNRESET']);
    await faultSwitch.set(undefined);
    expect(await outcomeOf(send())).toSatisfy(isTaken);
    expect([takenCount(), badCount()]).toEqual([1, 0]);
  });

  test('half-close leaves requests without an answer', async () => {
    const { faultSwitch, endpoint, send } = await open();
    const before = await connectTo(endpoint);
    const ended = once(before.resume(), 'end');
    await faultSwitch.set({ kind: 'half-close' });
    await ended;
    before.destroy();
    expect(await outcomeOf(send())).toBe('ECONNRESET');
    await faultSwitch.set(undefined);
    expect(await outcomeOf(send())).toSatisfy(isTaken);
  });

  test.each([429, 500, 503] as const)(
    '%d is the answer to everything, and nothing is taken',
    async (status) => {
      const { faultSwitch, send, takenCount, badCount } = await open();
      await faultSwitch.set({ kind: 'answer', status });
      expect([await outcomeOf(send()), await outcomeOf(send())]).toEqual([status, status]);
      expect([takenCount(), badCount()]).toEqual([0, 0]);
      await faultSwitch.set(undefined);
      expect(await outcomeOf(send())).toSatisfy(isTaken);
      expect(takenCount()).toBe(1);
    },
  );

  test('requests that waited suffer the fault that comes next', async () => {
    const { faultSwitch, send, takenCount } = await open();
    await faultSwitch.set({ kind: 'stall' });
    const waiting = outcomeOf(send());
    await delay(50);
    await faultSwitch.set({ kind: 'answer', status: 503 });
    expect(await waiting).toBe(503);
    expect(takenCount()).toBe(0);
  });

  test('closing with a fault on ends the requests that wait', async () => {
    const { faultSwitch, send, takenCount, close } = await open();
    await faultSwitch.set({ kind: 'slow', millis: 600_000 });
    const waiting = outcomeOf(send());
    await delay(50);
    await close();
    expect(await waiting).toBe('ECONNRESET');
    expect(takenCount()).toBe(0);
  });
});
