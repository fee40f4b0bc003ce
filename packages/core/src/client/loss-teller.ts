import type { Delivery } from '../delivery/delivery.js';
import { DroppedError } from '../errors.js';

/** Tells of records that were given up, once an outage. */
export class LossTeller {
  readonly #delivery: Delivery;
  readonly #subject: string;
  readonly #onLost: (error: DroppedError) => void;
  #lostBefore = 0;
  #hasTold = false;

  constructor(delivery: Delivery, subject: string, onLost: (error: DroppedError) => void) {
    this.#delivery = delivery;
    this.#subject = subject;
    this.#onLost = onLost;
  }

  tell(): void {
    const lost = this.#delivery.lost - this.#lostBefore;
    if (lost === 0 || this.#hasTold) return;
    this.#hasTold = true;
    this.#onLost(new DroppedError(this.#subject, { lost }));
  }

  /** The outage is over: what is lost from now on belongs to the next. */
  rearm(): void {
    this.#lostBefore = this.#delivery.lost;
    this.#hasTold = false;
  }
}
