import type { TransportError } from '../errors.js';
import type { Logger } from '../logger.js';
import type { PackedBatch, Packer } from '../payload/packer.js';
import { payloadAt } from '../payload/payload-at.js';
import type { Holding } from './holding.js';
import { pointsBefore } from './points-before.js';
import type { Recall } from './recall.js';
import type { Tally } from './tally.js';

export interface LeftoversOptions<Entry> {
  readonly packer: Packer;
  readonly holding: Holding<Entry>;
  readonly tally: Tally;
  readonly recall: Recall | undefined;
  /** The backend, as it may be shown. */
  readonly description: string;
  readonly logger: Logger;
}

/** How held entries are written. */
export interface ResendRun {
  /** Whether a batch has failed: the rest waits for the next run. */
  readonly hasFailed: () => boolean;
  /** Called after the first entry. */
  readonly probe: () => void | Promise<void>;
  /** Called after some more. */
  readonly turn: () => void | Promise<void>;
  /** Called before anything else is written: others may have written meanwhile. */
  readonly resumed: () => void;
}

/** Between two looks at the clock and the socket while held entries are written. */
const ENTRIES_PER_TURN = 128;

/** What did not get through: held until it is sent again, or given up. */
export class Leftovers<Entry> {
  readonly #options: LeftoversOptions<Entry>;
  #isOver = false;
  /** The last run that brought points: a flush brings none, and what failed before it is as new as ever. */
  newestSequence = 0;

  constructor(options: LeftoversOptions<Entry>) {
    this.#options = options;
  }

  /** Holds the payloads of a batch from number `first` on. */
  hold(batch: PackedBatch, first: number): void {
    if (this.#isOver) {
      this.giveUp(batch, first, 'shutdown');
      return;
    }
    const { holding, packer, recall, tally } = this.#options;
    const isLatest = batch.sequence >= this.newestSequence;
    for (let i = first; i < batch.ends.length; i += 1) {
      const { payload, points, madeAt } = payloadAt(batch, i, packer.prefixBytes);
      tally.lose(holding.hold(payload, points, batch.order, isLatest, madeAt));
    }
    if (first < batch.ends.length) recall?.from(batch.madeAt[first] as number);
    packer.release(batch);
  }

  /** The payloads from number `first` on did not get through. */
  fail(batch: PackedBatch, first: number, error: TransportError): void {
    if (error.retryable) this.hold(batch, first);
    else this.giveUp(batch, first, 'rejected', error);
  }

  /** Holds batches as a whole. */
  holdAll(batches: readonly PackedBatch[]): void {
    for (const batch of batches) this.hold(batch, 0);
  }

  /** Drops the payloads of a batch from number `first` on. */
  giveUp(batch: PackedBatch, first: number, reason: string, cause?: TransportError): void {
    const { packer, tally } = this.#options;
    const total = batch.points.at(-1) as number;
    tally.lose({ [reason]: total - pointsBefore(batch, first) }, cause);
    packer.release(batch);
  }

  /** Writes what is held into the packer, until the run has failed. */
  async resend(run: ResendRun): Promise<void> {
    if (run.hasFailed()) return;
    const { holding, packer } = this.#options;
    const { journal } = holding;
    journal?.resending(packer.cut());
    journal?.take([...holding.entries]);
    await this.#write(run);
    journal?.resent(packer.cut());
  }

  /** What is held when it ends is in the files, where there are any; else it is dropped. That is said, and nothing is held any more. */
  end(): void {
    const { description, holding, logger, tally } = this.#options;
    this.#isOver = true;
    const { journal, points } = holding;
    journal?.flush();
    if (journal?.isSafe) {
      if (points > 0) logger.warn(`${description}: ${points} data points are kept in ${journal.directory}`);
      return;
    }
    for (const _ of holding.takeEach());
    if (points === 0) return;
    tally.lose({ shutdown: points });
    logger.error(`${description}: ${points} data points were still held at shutdown and are lost`);
  }

  async #write({ hasFailed, probe, turn, resumed }: ResendRun): Promise<void> {
    const { holding, packer, tally } = this.#options;
    let written = 0;
    for (const entry of holding.takeEach()) {
      tally.lose(holding.write(entry, packer));
      written += 1;
      if (written % ENTRIES_PER_TURN !== 1 && !packer.hasReady) continue;
      await (written === 1 ? probe() : turn());
      resumed();
      if (hasFailed()) return;
    }
  }
}
