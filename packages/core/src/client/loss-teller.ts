import type { Delivery } from '../delivery/delivery.js';
import { DroppedError } from '../errors.js';

/** Tells of records that were given up: once an outage, and once until the server takes everything again. */
export class LossTeller {
  readonly #delivery: Delivery;
  readonly #subject: string;
  readonly #onLost: (error: DroppedError) => void;
  /** Losses up to here belong to what is over. */
  #lostBefore = 0;
  #lostSeen = 0;
  #hasTold = false;

  constructor(delivery: Delivery, subject: string, onLost: (error: DroppedError) => void) {
    this.#delivery = delivery;
    this.#subject = subject;
    this.#onLost = onLost;
  }

  tell(): void {
    const { lossCause: cause, lost: lostSeen } = this.#delivery;
    this.#lostSeen = lostSeen;
    const lost = lostSeen - this.#lostBefore;
    if (lost === 0 || this.#hasTold) return;
    this.#hasTold = true;
    this.#onLost(new DroppedError(this.#subject, { lost }, cause && { cause }));
  }

  /** The server has taken what was sent, but for what it refused for good. */
  taken(): void {
    const hasLost = this.#delivery.lost > this.#lostSeen;
    this.tell();
    if (!hasLost && !this.#delivery.hasHeld) this.#rearm();
  }

  /** What is lost from now on is told anew. */
  #rearm(): void {
    this.#lostBefore = this.#delivery.lost;
    this.#hasTold = false;
  }
}
