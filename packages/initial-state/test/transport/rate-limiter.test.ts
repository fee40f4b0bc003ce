import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '../../../core/test/transport/fake-clock.ts';
import { RateLimiter } from '../../src/transport/rate-limiter.ts';

const never = new AbortController().signal;
const STEP_MILLIS = 10;

/** When `count` requests get out, all of which are there from the beginning. */
async function moments(perSecond: number, count: number): Promise<number[]> {
  const clock = new FakeClock();
  const limiter = new RateLimiter(clock);
  const passed: number[] = [];
  const start = clock.monotonicMillis();
  while (passed.length < count) {
    const pass = limiter.pass(perSecond, Number.POSITIVE_INFINITY, never);
    let isOut = false;
    void pass.then(() => {
      isOut = true;
    });
    for (await setImmediate(); !isOut; await setImmediate()) clock.advance(STEP_MILLIS);
    passed.push(clock.monotonicMillis() - start);
  }
  return passed;
}

describe('a rate limiter', () => {
  it('lets three a second out at once, and then waits', async () => {
    expect(await moments(3, 8)).toEqual([0, 0, 0, 1000, 1000, 1000, 2000, 2000]);
    expect(await moments(0.5, 3)).toEqual([0, 2000, 4000]);
  });

  it('never lets more out in any second than it is told', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 40 }),
        async (rate, count) => {
          const passed = await moments(rate, count);
          for (const [i, moment] of passed.entries()) {
            const inSecond = passed.slice(i).filter((other) => other - moment < 1000);
            expect(inSecond.length).toBeLessThanOrEqual(rate);
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  it('counts the requests of all who ask, each at the speed that it may have', async () => {
    const clock = new FakeClock();
    const limiter = new RateLimiter(clock);
    const soon = clock.monotonicMillis() + 500;
    const ask = (perSecond: number) => limiter.pass(perSecond, soon, never);
    expect(await Promise.all([ask(2), ask(3), ask(2), ask(3), ask(3)])).toEqual([
      undefined,
      undefined,
      'rate',
      undefined,
      'rate',
    ]);
  });

  it('says at once when the deadline comes first', async () => {
    const clock = new FakeClock();
    const limiter = new RateLimiter(clock);
    const deadline = clock.monotonicMillis() + 1000;
    expect(await limiter.pass(1, deadline, never)).toBeUndefined();
    expect(await limiter.pass(1, deadline, never)).toBe('rate');
    expect(await limiter.pass(1, deadline + 1, AbortSignal.abort())).toBe('aborted');
  });

  it('ends a wait that is given up', async () => {
    const limiter = new RateLimiter(new FakeClock());
    const controller = new AbortController();
    await limiter.pass(1, Number.POSITIVE_INFINITY, controller.signal);
    const waiting = limiter.pass(1, Number.POSITIVE_INFINITY, controller.signal);
    controller.abort();
    expect(await waiting).toBe('aborted');
  });
});

describe('what the server says of its window', () => {
  const fast = 1000;

  it('is shared: what is left goes out, and what is on the way counts', async () => {
    const clock = new FakeClock();
    const limiter = new RateLimiter(clock);
    const ask = () => limiter.pass(fast, clock.monotonicMillis() + 500, never);
    await Promise.all([ask(), ask()]);
    limiter.heed({ limit: 5, remaining: 3, resetMillis: 2000 });
    limiter.answered();
    limiter.answered();
    // one of the three was on the way
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([undefined, undefined, 'pause']);
    clock.advance(2000);
    expect(await ask()).toBeUndefined();
  });

  it('is waited for, and then the speed is kept again', async () => {
    const clock = new FakeClock();
    const limiter = new RateLimiter(clock);
    limiter.heed({ remaining: 0, resetMillis: 3000 });
    const asked = [1, 2].map(async () => {
      await limiter.pass(1, Number.POSITIVE_INFINITY, never);
      return clock.monotonicMillis();
    });
    const start = clock.monotonicMillis();
    for (let i = 0; i < 500; i += 1) {
      clock.advance(STEP_MILLIS);
      await setImmediate();
    }
    expect((await Promise.all(asked)).map((moment) => moment - start)).toEqual([3000, 4000]);
  });

  it('does not open what a refusal has closed, and is not believed for longer than five minutes', async () => {
    const clock = new FakeClock();
    const limiter = new RateLimiter(clock);
    const ask = () => limiter.pass(fast, clock.monotonicMillis() + 500, never);
    limiter.pause(1e9);
    limiter.heed({ remaining: 3, resetMillis: 1000 });
    limiter.heed({ limit: 3 });
    clock.advance(299_000);
    expect(await ask()).toBe('pause');
    clock.advance(1000);
    expect(await ask()).toBeUndefined();
  });
});
