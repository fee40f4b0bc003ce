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

/** Between two looks at the clock and the socket while held entries are written. */
const ENTRIES_PER_TURN = 128;

/** What did not get through: held until it is sent again, or given up. */
export class Leftovers<Entry> {
  readonly #options: LeftoversOptions<Entry>;
  #isOver = false;

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
    const isLatest = batch.sequence === packer.sequence;
    for (let i = first; i < batch.ends.length; i += 1) {
      const { payload, points, madeAt } = payloadAt(batch, i, packer.prefixBytes);
      tally.lose(holding.hold(payload, points, batch.order, isLatest, madeAt));
    }
    if (first < batch.ends.length) recall?.from(batch.madeAt[first] as number);
    packer.release(batch);
  }

  /** Drops the payloads of a batch from number `first` on. */
  giveUp(batch: PackedBatch, first: number, reason: string, cause?: TransportError): void {
    const { packer, tally } = this.#options;
    const total = batch.points.at(-1) as number;
    tally.lose({ [reason]: total - pointsBefore(batch, first) }, cause);
    packer.release(batch);
  }

  /** Writes what is held into the packer, until the run has failed. After each `turn` `resumed` is called. */
  async resend(
    hasFailed: () => boolean,
    turn: () => void | Promise<void>,
    resumed: () => void,
  ): Promise<void> {
    const { holding, packer } = this.#options;
    holding.journal?.resending(packer.cut());
    await this.#write(holding.takeAll(), hasFailed, turn, resumed);
    holding.journal?.resent(packer.cut());
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
    holding.takeAll();
    if (points === 0) return;
    tally.lose({ shutdown: points });
    logger.error(`${description}: ${points} data points were still held at shutdown and are lost`);
  }

  async #write(
    entries: readonly Entry[],
    hasFailed: () => boolean,
    turn: () => void | Promise<void>,
    resumed: () => void,
  ): Promise<void> {
    const { holding, packer, tally } = this.#options;
    for (let i = 0; i < entries.length; i += 1) {
      if (hasFailed()) {
        for (const entry of entries.slice(i)) tally.lose(holding.putBack(entry));
        return;
      }
      tally.lose(holding.write(entries[i] as Entry, packer));
      if (i % ENTRIES_PER_TURN !== 0 && !packer.hasReady) continue;
      await turn();
      resumed();
    }
  }
}
