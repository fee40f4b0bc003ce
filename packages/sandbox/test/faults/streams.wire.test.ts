import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { connectTo, isOpen } from '../listen/sender.ts';
import { streamServers } from './streams.ts';

describe.each(streamServers)('%s', (_name, open) => {
  test('can have the faults of a stream, and has none at first', async () => {
    const { faultSwitch } = await open();
    expect(faultSwitch.kinds).toEqual(['refuse', 'stall', 'slow', 'reset', 'half-close']);
    expect(faultSwitch).toMatchObject({ active: undefined, droppedCount: 0 });
  });

  test('refuse closes what is open and lets nobody in, until the same door opens again', async () => {
    const { faultSwitch, endpoint, payload, waitForTaken } = await open();
    const closed = once((await connectTo(endpoint)).resume(), 'close');
    await faultSwitch.set({ kind: 'refuse' });
    await closed;
    expect(await isOpen(endpoint)).toBe(false);
    expect(faultSwitch.active).toEqual({ kind: 'refuse' });
    await faultSwitch.set(undefined);
    expect(faultSwitch.active).toBeUndefined();
    (await connectTo(endpoint)).end(payload);
    await waitForTaken(1);
  });

  test('stall accepts connections and reads none of them, until all that waited is read', async () => {
    const { faultSwitch, endpoint, payload, takenCount, waitForTaken } = await open();
    const before = await connectTo(endpoint);
    await faultSwitch.set({ kind: 'stall' });
    const after = await connectTo(endpoint);
    before.write(payload);
    after.end(payload);
    await delay(50);
    expect(takenCount()).toBe(0);
    await faultSwitch.set(undefined);
    await waitForTaken(2);
    before.end(payload);
    await waitForTaken(3);
  });

  test('slow reads late, and all of it', async () => {
    const { faultSwitch, endpoint, payload, takenCount, waitForTaken } = await open();
    await faultSwitch.set({ kind: 'slow', millis: 60 });
    const startedAt = performance.now();
    (await connectTo(endpoint)).end(Buffer.concat(Array(100).fill(payload)));
    await waitForTaken(100);
    expect(performance.now() - startedAt).toBeGreaterThan(59);
    await faultSwitch.set({ kind: 'slow', millis: 600_000 });
    (await connectTo(endpoint)).end(payload);
    await delay(50);
    expect(takenCount()).toBe(100);
    await faultSwitch.set(undefined);
    await waitForTaken(101);
  });

  test('reset ends a connection as soon as something comes, and takes nothing of it', async () => {
    const { faultSwitch, endpoint, payload, takenCount, waitForTaken } = await open();
    const before = await connectTo(endpoint);
    await faultSwitch.set({ kind: 'reset' });
    for (const socket of [before, await connectTo(endpoint)]) {
      const failed = new Promise((resolve) => socket.on('error', resolve).on('close', resolve));
      socket.resume().write(payload);
      // A Unix socket is closed instead.
      if (endpoint.startsWith('unix:')) await failed;
      else expect(await failed).toMatchObject({ code: 'ECONNRESET' });
    }
    expect(takenCount()).toBe(0);
    await faultSwitch.set(undefined);
    (await connectTo(endpoint)).end(payload);
    await waitForTaken(1);
  });

  test('half-close tells each connection that nothing will come, and reads on', async () => {
    const { faultSwitch, endpoint, payload, waitForTaken } = await open();
    const before = await connectTo(endpoint);
    const ended = once(before.resume(), 'end');
    before.allowHalfOpen = true;
    await faultSwitch.set({ kind: 'half-close' });
    await ended;
    before.end(payload);
    await waitForTaken(1);
    const after = await connectTo(endpoint);
    after.allowHalfOpen = true;
    await once(after.resume(), 'end');
    after.end(payload);
    await waitForTaken(2);
    await faultSwitch.set(undefined);
    const again = await connectTo(endpoint);
    again.write(payload);
    await waitForTaken(3);
    expect(again.readable).toBe(true);
    again.destroy();
  });

  test('what a stall has kept waiting suffers the fault that comes next', async () => {
    const { faultSwitch, endpoint, payload, takenCount, waitForTaken } = await open();
    await faultSwitch.set({ kind: 'stall' });
    const socket = await connectTo(endpoint);
    const gone = new Promise((resolve) => socket.on('error', resolve).on('close', resolve));
    socket.resume().write(payload);
    await delay(50);
    await faultSwitch.set({ kind: 'reset' });
    await gone;
    expect(takenCount()).toBe(0);
    await faultSwitch.set({ kind: 'stall' });
    (await connectTo(endpoint)).end(payload);
    await delay(50);
    await faultSwitch.set({ kind: 'slow', millis: 1 });
    await waitForTaken(1);
  });

  test('closing with a fault on ends all connections', async () => {
    for (const fault of [
      { kind: 'stall' },
      { kind: 'slow', millis: 600_000 },
      { kind: 'half-close' },
    ] as const) {
      const { faultSwitch, endpoint, payload, takenCount, close } = await open();
      await faultSwitch.set(fault);
      const socket = await connectTo(endpoint);
      socket.allowHalfOpen = true;
      const closed = new Promise((resolve) => socket.on('error', resolve).on('end', resolve));
      socket.resume();
      if (fault.kind !== 'half-close') socket.write(payload);
      await close();
      await closed;
      expect(takenCount()).toBe(0);
      expect(await isOpen(endpoint)).toBe(false);
      socket.destroy();
    }
  });
});
