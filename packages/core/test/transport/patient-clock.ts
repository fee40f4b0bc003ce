import { onTestFinished } from 'vitest';
import { FakeClock } from './fake-clock.ts';

/** Longer than a turn of the event loop takes on a machine that has nothing else to do. */
const LONGEST_TURN_MILLIS = 5;

/**
 * The system's time until the test is over, but that no turn of the event loop takes more than 5 ms of it: neither a busy machine
 * nor a test that works lets a deadline pass before sockets had their turns.
 */
export function patientClock(): FakeClock {
  const clock = new FakeClock();
  let before = performance.now();
  const ticking = setInterval(() => {
    const now = performance.now();
    clock.advance(Math.min(now - before, LONGEST_TURN_MILLIS));
    before = now;
  }, 1);
  onTestFinished(() => clearInterval(ticking));
  return clock;
}
