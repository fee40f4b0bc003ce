import type { Delivery } from '../delivery/delivery.js';
import { DroppedError } from '../errors.js';
import type { Logger } from '../logger.js';

export interface LossTellerOptions {
  /** The client's class. */
  readonly subject: string;
  readonly delivery: Delivery;
  readonly logger: Logger;
  readonly onLost: (error: DroppedError) => void;
}

/** Tells of records that were given up: once an outage, and once until the server takes everything again. */
export class LossTeller {
  readonly #options: LossTellerOptions;
  /** Losses up to here belong to what is over. */
  #lostBefore = 0;
  #lostSeen = 0;
  #hasTold = false;

  constructor(options: LossTellerOptions) {
    this.#options = options;
  }

  tell(): void {
    const { delivery, logger, onLost, subject } = this.#options;
    const { lossCause: cause, lost: lostSeen } = delivery;
    this.#lostSeen = lostSeen;
    const lost = lostSeen - this.#lostBefore;
    if (lost === 0 || this.#hasTold) return;
    this.#hasTold = true;
    const error = new DroppedError(subject, { lost }, cause && { cause });
    // what the server refuses is said with its words
    if (cause === undefined) logger.error(`${error.message}: the server is away for too long`);
    onLost(error);
  }

  /** The server has taken what was sent, but for what it refused for good. */
  taken(): void {
    const { delivery } = this.#options;
    const hasLost = delivery.lost > this.#lostSeen;
    this.tell();
    if (!hasLost && !delivery.hasHeld) this.#rearm();
  }

  /** What is lost from now on is told anew. */
  #rearm(): void {
    this.#lostBefore = this.#options.delivery.lost;
    this.#hasTold = false;
  }
}
