import { spawnSync } from 'node:child_process';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sleep, systemClock, yieldToEventLoop } from '../src/clock.js';
import { FakeClock } from './transport/fake-clock.js';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('the system clock', () => {
  it('tells the time of the machine', () => {
    const before = Date.now();
    const now = systemClock.now();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  it('has a second time, which does not jump when the clock of the machine is set', () => {
    const before = systemClock.monotonicMillis();
    vi.spyOn(Date, 'now').mockReturnValue(0);
    expect(systemClock.now()).toBe(0);
    expect(systemClock.monotonicMillis()).toBeGreaterThanOrEqual(before);
  });

  it('calls back once, from a timer that does not keep the process alive', async () => {
    const setTimeoutSpy = vi.spyOn(globalThis, 'setTimeout');
    let calls = 0;
    await new Promise<void>((resolve) => {
      systemClock.setTimer(() => {
        calls += 1;
        resolve();
      }, 1);
    });
    expect(calls).toBe(1);
    expect((setTimeoutSpy.mock.results[0]!.value as NodeJS.Timeout).hasRef()).toBe(false);
  });

  it('keeps the process alive only where it is asked to, until the timer is taken back', () => {
    const setTimeoutSpy = vi.spyOn(globalThis, 'setTimeout');
    const clearTimeoutSpy = vi.spyOn(globalThis, 'clearTimeout');
    const alive = systemClock.keepAlive(60_000);
    const timeout = setTimeoutSpy.mock.results[0]!.value as NodeJS.Timeout;
    expect(timeout.hasRef()).toBe(true);
    alive.cancel();
    expect(clearTimeoutSpy).toHaveBeenCalledWith(timeout);
  });

  it.each(['setTimer', 'keepAlive'] as const)(
    'does not let %s end at once because it is too long for Node',
    (name) => {
      const setTimeoutSpy = vi.spyOn(globalThis, 'setTimeout');
      const timers = {
        setTimer: (delayMillis: number) => systemClock.setTimer(() => {}, delayMillis),
        keepAlive: (delayMillis: number) => systemClock.keepAlive(delayMillis),
      };
      for (const delayMillis of [2 ** 31, Number.POSITIVE_INFINITY]) timers[name](delayMillis).cancel();
      const longest = 2_147_483_647;
      expect(setTimeoutSpy.mock.calls.map(([, delayMillis]) => delayMillis)).toEqual([longest, longest]);
    },
  );

  it('keeps the process alive until what a deadline sets off is over', () => {
    const core = new URL('../dist/esm/index.js', import.meta.url);
    const program = `import { systemClock } from '${core}';
      const alive = systemClock.keepAlive(20);
      await new Promise((resolve) => systemClock.setTimer(resolve, 40));
      alive.cancel();`;
    const { status } = spawnSync(process.execPath, ['--input-type=module', '--eval', program]);
    expect(status).toBe(0);
  });

  it('does not call back when the timer is taken back', () => {
    vi.useFakeTimers();
    const callback = vi.fn();
    systemClock.setTimer(callback, 10).cancel();
    systemClock.setTimer(callback, 20);
    vi.advanceTimersByTime(15);
    expect(callback).not.toHaveBeenCalled();
    vi.advanceTimersByTime(5);
    expect(callback).toHaveBeenCalledTimes(1);
    vi.useRealTimers();
  });
});

describe('sleep', () => {
  it('lasts until the clock has gone on so far', async () => {
    const clock = new FakeClock();
    let isAwake = false;
    const sleeping = sleep(clock, 100).then(() => {
      isAwake = true;
    });
    clock.advance(99);
    await yieldToEventLoop();
    expect(isAwake).toBe(false);
    clock.advance(1);
    await sleeping;
    expect(isAwake).toBe(true);
  });
});

describe('yielding to the event loop', () => {
  it('lets what waits for its turn run first', async () => {
    let turns = 0;
    setImmediate(() => {
      turns += 1;
    });
    await Promise.resolve();
    expect(turns).toBe(0);
    await yieldToEventLoop();
    expect(turns).toBe(1);
  });
});
