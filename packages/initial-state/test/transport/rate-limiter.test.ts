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
  const limiter = new RateLimiter(clock, perSecond);
  const passed: number[] = [];
  const start = clock.monotonicMillis();
  while (passed.length < count) {
    const pass = limiter.pass(Number.POSITIVE_INFINITY, never);
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

  it('says at once when the deadline comes first', async () => {
    const clock = new FakeClock();
    const limiter = new RateLimiter(clock, 1);
    const deadline = clock.monotonicMillis() + 1000;
    expect(await limiter.pass(deadline, never)).toBe(true);
    expect(await limiter.pass(deadline, never)).toBe(false);
    expect(await limiter.pass(deadline + 1, AbortSignal.abort())).toBe(false);
  });

  it('ends a wait that is given up', async () => {
    const limiter = new RateLimiter(new FakeClock(), 1);
    const controller = new AbortController();
    await limiter.pass(Number.POSITIVE_INFINITY, controller.signal);
    const waiting = limiter.pass(Number.POSITIVE_INFINITY, controller.signal);
    controller.abort();
    expect(await waiting).toBe(false);
  });
});
