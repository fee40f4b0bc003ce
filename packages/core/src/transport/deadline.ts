import type { Clock, Timer } from '../clock.js';

/** A longer delay makes Node's timers fire at once (with a warning). */
const longestDelayMillis = 2 ** 31 - 1;

/** Calls back at `moment` of the monotonic clock: at once when it has passed, and not for 24 days when it never comes. */
export function timerAt(clock: Clock, moment: number, callback: () => void): Timer {
  const delayMillis = Math.ceil(moment - clock.monotonicMillis());
  return clock.setTimer(callback, Math.min(Math.max(0, delayMillis), longestDelayMillis));
}

/** What `promise` gives, or `undefined` when that takes longer than until `deadline`. */
export function byDeadline<Value>(
  clock: Clock,
  promise: Promise<Value>,
  deadline: number,
): Promise<Value | undefined> {
  return new Promise((resolve, reject) => {
    const timer = timerAt(clock, deadline, () => resolve(undefined));
    promise.then(resolve, reject).finally(() => timer.cancel());
  });
}

/**
 * Calls back when every socket has told its news of before this call. Timers run before sockets are polled, so
 * that after a blocked event loop a timer alone would judge without having heard of a reset. The second immediate is for
 * callers inside the poll phase, whose list of news is already made.
 */
export function afterPoll(callback: () => void): void {
  setImmediate(() => setImmediate(callback));
}
