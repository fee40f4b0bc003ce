import { setImmediate } from 'node:timers/promises';
import type { Clock, Timer } from '../../src/clock.js';

interface Alarm {
  readonly at: number;
  readonly callback: () => void;
}

/** A clock that stands still while sockets do their work, and jumps to the next timer when it is told. */
export class JumpClock implements Clock {
  #millis = 1_000;
  readonly #alarms = new Set<Alarm>();

  now(): number {
    return this.#millis;
  }

  monotonicMillis(): number {
    return this.#millis;
  }

  setTimer(callback: () => void, delayMillis: number): Timer {
    const alarm = { at: this.#millis + delayMillis, callback };
    this.#alarms.add(alarm);
    return { cancel: () => void this.#alarms.delete(alarm) };
  }

  keepAlive(): Timer {
    return { cancel() {} };
  }

  advance(millis: number): void {
    this.#millis += millis;
    for (const alarm of this.#alarms) {
      if (alarm.at > this.#millis || !this.#alarms.delete(alarm)) continue;
      alarm.callback();
    }
  }

  /** Jumps to the next timer, if there is one. */
  jump(): void {
    if (this.#alarms.size > 0)
      this.advance(Math.min(...[...this.#alarms].map(({ at }) => at)) - this.#millis);
  }

  /** Jumps to the next timer whenever there is one besides that of the deadline, until `promise` has resolved. */
  async passPauses<Value>(promise: Promise<Value>): Promise<Value> {
    let isOver = false;
    const over = promise.finally(() => {
      isOver = true;
    });
    while (!isOver) {
      await setImmediate();
      if (this.#alarms.size > 1) this.jump();
    }
    return over;
  }
}
