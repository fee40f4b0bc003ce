import type { Clock } from '@otelwire/core';

/** Microseconds are what a clock is good for; more digits only cost bytes. */
function roundedMillis(millis: number): number {
  return Math.round(millis * 1000) / 1000;
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'then') === 'function';
}

/**
 * Runs `work` and tells how many milliseconds it took, also when it throws. Of a promise, until it settles; the
 * promise that comes back settles the same way.
 */
export function measured<Result>(clock: Clock, work: () => Result, tell: (millis: number) => void): Result {
  const startedAt = clock.monotonicMillis();
  const stop = () => tell(roundedMillis(clock.monotonicMillis() - startedAt));
  let result: Result;
  try {
    result = work();
  } catch (error) {
    stop();
    throw error;
  }
  if (!isThenable(result)) {
    stop();
    return result;
  }
  return result.then(
    (value) => {
      stop();
      return value;
    },
    (error) => {
      stop();
      throw error;
    },
  ) as Result;
}
