import type { Clock, Timer } from '../clock.js';
import type { TransportError } from '../errors.js';
import { timerAt } from './deadline.js';
import type { Batch, SendOutcome } from './transport.js';

/** A batch that no socket has seen yet: its buffer is free as soon as it is given up. */
export interface WaitingSend {
  readonly batch: Batch;
  readonly deadline: number;
  readonly resolve: (outcome: SendOutcome) => void;
}

interface Entry extends WaitingSend {
  timer: Timer | undefined;
}

/** Batches in the order of their sends, each given up at its own deadline. */
export class WaitingSends {
  readonly #clock: Clock;
  readonly #lateError: () => TransportError;
  #entries: Entry[] = [];

  /** `lateError` says what a batch waited for in vain. */
  constructor(clock: Clock, lateError: () => TransportError) {
    this.#clock = clock;
    this.#lateError = lateError;
  }

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  push(send: WaitingSend): void {
    const entry: Entry = { ...send, timer: undefined };
    this.#entries.push(entry);
    entry.timer = timerAt(this.#clock, send.deadline, () =>
      this.failIf((other) => other === entry, this.#lateError()),
    );
  }

  /** The first one whose deadline has not passed. */
  shift(): WaitingSend | undefined {
    const now = this.#clock.monotonicMillis();
    if (this.#entries.some(({ deadline }) => deadline <= now)) {
      this.failIf(({ deadline }) => deadline <= now, this.#lateError());
    }
    const entry = this.#entries.shift();
    entry?.timer?.cancel();
    return entry;
  }

  failAll(error: TransportError): void {
    this.failIf(() => true, error);
  }

  failIf(isGivenUp: (send: WaitingSend) => boolean, error: TransportError): void {
    const givenUp = this.#entries.filter(isGivenUp);
    this.#entries = this.#entries.filter((entry) => !givenUp.includes(entry));
    for (const { timer, resolve } of givenUp) {
      timer?.cancel();
      resolve({ delivered: 0, error });
    }
  }
}
