import type { Clock, Timer } from '../clock.js';
import { afterPoll } from './deadline.js';

/** Judges, a while after they were written out, what is older than that while: one timer for however many writes. */
export class SettleTimer {
  readonly #clock: Clock;
  readonly #settleMillis: number;
  readonly #judge: (writtenBefore: number) => void;
  #timer: Timer | undefined;

  constructor(clock: Clock, settleMillis: number, judge: (writtenBefore: number) => void) {
    this.#clock = clock;
    this.#settleMillis = settleMillis;
    this.#judge = judge;
  }

  /** Asks for a judgement of what was written out at `writtenAt`, unless one is due anyway. */
  start(writtenAt: number): void {
    if (this.#timer !== undefined) return;
    const delayMillis = Math.ceil(writtenAt + this.#settleMillis - this.#clock.monotonicMillis());
    this.#timer = this.#clock.setTimer(() => this.#onTime(), Math.max(0, delayMillis));
  }

  cancel(): void {
    this.#timer?.cancel();
  }

  #onTime(): void {
    // A timer of Node may fire a fraction of a millisecond early.
    const writtenBefore = this.#clock.monotonicMillis() - this.#settleMillis + 1;
    afterPoll(() => {
      this.#timer = undefined;
      this.#judge(writtenBefore);
    });
  }
}
