import type { Logger } from '../logger.js';
import type { PackedBatch } from '../payload/packer.js';
import { payloadAt } from '../payload/payload-at.js';
import type { ConnectionEnd } from '../transport/transport.js';
import type { Flight, Flights } from './flights.js';
import type { Recalled, SentPayloads } from './holding.js';
import type { Tally } from './tally.js';

export interface RecallOptions {
  readonly sent: SentPayloads;
  readonly inFlight: Flights;
  readonly tally: Tally;
  /** The backend, as it may be shown. */
  readonly description: string;
  readonly logger: Logger;
  /** Told when points that had been delivered are held again. */
  readonly onRecalled: (() => void) | undefined;
}

/** Where nobody answers for what was sent: holds it again when it may not have been read, or has to follow what is held. */
export class Recall {
  readonly #options: RecallOptions;

  constructor(options: RecallOptions) {
    this.#options = options;
  }

  /** Whether something older is held: where the last that was written stays, nothing goes out before that. */
  forbids({ madeAt }: PackedBatch): boolean {
    return this.#options.sent.heldSince < (madeAt.at(-1) as number);
  }

  /** Keeps the first `count` payloads of a batch, which were delivered. */
  keep({ batch, resendFrom }: Flight, count: number, prefixBytes: number): void {
    for (let i = 0; i < count; i += 1) {
      const { payload, points, madeAt } = payloadAt(batch, i, prefixBytes);
      this.#options.sent.keep(payload, points, madeAt);
    }
    if (Number.isFinite(resendFrom)) this.from(resendFrom);
  }

  /** What was made at `madeAt` is held: what is newer and went out before it follows it once more. */
  from(madeAt: number): void {
    const { inFlight, sent } = this.#options;
    inFlight.resendFrom(madeAt);
    this.#count(sent.recallFrom(madeAt));
  }

  /** A connection has ended. What is in flight may not be read either, whatever becomes of it. */
  after(end: ConnectionEnd): void {
    const { inFlight, sent } = this.#options;
    inFlight.resendFrom(Number.NEGATIVE_INFINITY);
    this.#count(sent.recall(end));
  }

  #count({ points, dropped }: Recalled): void {
    const { description, logger, onRecalled, tally } = this.#options;
    tally.recall(points);
    tally.lose(dropped);
    if (points === 0) return;
    logger.debug(`${description}: ${points} data points are sent again`);
    onRecalled?.();
  }
}
