import type { TransportError } from '../errors.js';
import type { Logger } from '../logger.js';
import type { LostPayload } from '../transport/transport.js';
import type { Accounting } from './accounting.js';
import type { Dropped } from './holding.js';

/** Counts what becomes of data points, and logs the first of each reason for which some are given up. */
export class Tally {
  readonly #logger: Logger;
  readonly #quietReasons: readonly string[];
  readonly #dropped: Dropped = {};
  #accepted = 0;
  #delivered = 0;
  #lost = 0;
  #lossCause: TransportError | undefined;

  constructor(logger: Logger, quietReasons: readonly string[] = []) {
    this.#logger = logger;
    this.#quietReasons = quietReasons;
  }

  /** Points that were given up because of the backend, not because of what they were. */
  get lost(): number {
    return this.#lost;
  }

  /** What the backend said to the last loss; undefined when that was for another reason. */
  get lossCause(): TransportError | undefined {
    return this.#lossCause;
  }

  /** Points that came in. */
  get accepted(): number {
    return this.#accepted;
  }

  accept(points: number): void {
    this.#accepted += points;
  }

  deliver(points: number): void {
    this.#delivered += points;
  }

  /** Points that had been delivered are held again. */
  recall(points: number): void {
    this.#delivered -= points;
  }

  /** Counts points that cannot be sent at all. */
  drop(reason: string, points: number): void {
    if (this.#dropped[reason] === undefined && !this.#quietReasons.includes(reason)) {
      this.#logger.warn(`data points are dropped (${reason}); further ones for this reason are only counted`);
    }
    this.#count(reason, points);
  }

  /** Counts points that were given up because of the backend. */
  lose(dropped: Dropped, cause?: TransportError): void {
    for (const reason in dropped) {
      const points = dropped[reason] as number;
      if (points === 0) continue;
      this.#count(reason, points);
      if (reason === 'superseded') continue;
      this.#lost += points;
      this.#lossCause = cause;
    }
  }

  /** Counts the points of a payload that did not arrive though others of its batch did. */
  losePayload({ error, reason }: LostPayload, points: number): void {
    if (this.#dropped[reason] === undefined) {
      this.#logger.error(`${error.message}. Data points are lost (${reason})`);
    }
    this.lose({ [reason]: points }, error);
  }

  accounting(held: number): Accounting {
    const dropped = Object.values(this.#dropped).reduce((sum, points) => sum + points, 0);
    return {
      accepted: this.#accepted,
      delivered: this.#delivered,
      held,
      inFlight: this.#accepted - this.#delivered - held - dropped,
      dropped: { ...this.#dropped },
    };
  }

  #count(reason: string, points: number): void {
    this.#dropped[reason] = (this.#dropped[reason] ?? 0) + points;
  }
}
