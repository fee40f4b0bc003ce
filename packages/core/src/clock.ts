/** A timer that can be taken back. */
export interface Timer {
  cancel(): void;
}

/** The only door to time, so that tests can bring their own. */
export interface Clock {
  /** Milliseconds since 1970; may jump when the machine's clock is set. */
  now(): number;
  /** Milliseconds since some moment; never jumps. Deadlines are moments of this clock. */
  monotonicMillis(): number;
  /** Calls back once after `delayMillis`. Does not keep the process alive. */
  setTimer(callback: () => void, delayMillis: number): Timer;
  /** Keeps the process alive for at most `delayMillis` and a second, for a flush that somebody awaits and that ends by then. */
  keepAlive(delayMillis: number): Timer;
}

/** What Node's timers take; above it they fire at once. Longer ones end early, after 24 days. */
const LONGEST_DELAY_MILLIS = 2 ** 31 - 1;

/** What happens at a deadline is set off by a timer of its own, which may fire a millisecond later, and takes some turns. */
const GRACE_MILLIS = 1_000;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMillis: () => performance.now(),
  setTimer(callback, delayMillis) {
    const timeout = setTimeout(callback, Math.min(delayMillis, LONGEST_DELAY_MILLIS));
    timeout.unref();
    return { cancel: () => clearTimeout(timeout) };
  },
  keepAlive(delayMillis) {
    const timeout = setTimeout(() => {}, Math.min(delayMillis + GRACE_MILLIS, LONGEST_DELAY_MILLIS));
    return { cancel: () => clearTimeout(timeout) };
  },
};

/** Resolves after `delayMillis`. */
export function sleep(clock: Clock, delayMillis: number): Promise<void> {
  return new Promise((resolve) => {
    clock.setTimer(resolve, delayMillis);
  });
}

/** Lets everything else on the event loop have its turn. */
export function yieldToEventLoop(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
