import type { Clock } from '../clock.js';

/** Resolves when `promise` does, or at the deadline. */
export function before(clock: Clock, deadline: number, promise: Promise<void> | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = clock.setTimer(resolve, Math.max(0, deadline - clock.monotonicMillis()));
    void Promise.resolve(promise).then(() => {
      timer.cancel();
      resolve();
    });
  });
}
