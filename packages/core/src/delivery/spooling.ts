import type { Clock } from '../clock.js';
import type { Logger } from '../logger.js';
import type { PackedBatch, Packer } from '../payload/packer.js';
import { payloadAt } from '../payload/payload-at.js';
import type { HeldPayload } from '../spool/held-payload.js';
import type { Spool } from '../spool/open-spool.js';
import type { Holding } from './holding.js';
import type { Recall } from './recall.js';
import type { SpoolSettings } from './spool-settings.js';
import type { Tally } from './tally.js';

export interface SpoolingOptions<Entry> {
  readonly settings: SpoolSettings;
  readonly holding: Holding<Entry>;
  readonly packer: Packer;
  readonly tally: Tally;
  readonly recall: Recall | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Between two payloads that would have been made at the same moment. */
const TICK_MILLIS = 0.001;

/** Keeps what is held in files too, and has sent what earlier processes left there. Its code is loaded only where it is asked for. */
export class Spooling<Entry> {
  readonly #options: SpoolingOptions<Entry>;
  #spool: Spool | undefined;
  #isClosed = false;
  #restoredPoints = 0;
  readonly #moments = new Set<number>();
  /** Resolves when what is held from then on is in the files. Never rejects. */
  readonly opened: Promise<void>;

  constructor(options: SpoolingOptions<Entry>) {
    this.#options = options;
    const { logger, settings } = options;
    this.opened = this.#open().catch((error) => {
      logger.warn(`${settings.directory} cannot be used, what is held is in memory only: ${error}`);
    });
  }

  /** Payloads `from` to `to` of a batch are delivered, or given up. */
  gone(batch: PackedBatch, from: number, to: number): void {
    const { holding, packer } = this.#options;
    for (let i = from; i < to; i += 1) {
      const { payload, madeAt } = payloadAt(batch, i, packer.prefixBytes);
      holding.journal?.remove(payload, madeAt);
    }
  }

  /** Begins to send what earlier processes left. */
  async restore(resend: () => Promise<unknown>): Promise<void> {
    await this.opened;
    await this.#options.settings.isKnown;
    if (!this.#isClosed) await this.#spool?.restorer.run(resend);
  }

  close(): void {
    this.#isClosed = true;
    this.#spool?.close();
  }

  async #open(): Promise<void> {
    const { clock, holding, logger, packer, settings } = this.#options;
    const { openSpool } = await import('../spool/open-spool.js');
    if (this.#isClosed) return;
    this.#spool = openSpool(settings, {
      clock,
      logger,
      maxRecordBytes: packer.maxRecordBytes,
      target: this.#target(),
    });
    holding.journal = this.#spool.journal;
  }

  #target(): Parameters<typeof import('../spool/open-spool.js').openSpool>[1]['target'] {
    const { holding, tally } = this.#options;
    return {
      get hasHeld() {
        return !holding.isEmpty;
      },
      hold: (payloads) => this.#hold(payloads),
      drop: (reason, points) => {
        tally.accept(points);
        this.#restoredPoints += points;
        tally.drop(reason, points);
      },
    };
  }

  /** What has a time keeps its place among what this process has made. A level that has none is older than any of this process. */
  #hold(payloads: readonly HeldPayload[]): void {
    const { holding, packer, recall, tally } = this.#options;
    const isFirst = tally.accepted === this.#restoredPoints;
    const moments = payloads.map((payload) => this.#moment(payload));
    payloads.forEach(({ payload, points }, i) => {
      tally.accept(points);
      this.#restoredPoints += points;
      if (payload.length > packer.maxPayloadBytes && !holding.journal?.takesAlone)
        tally.drop('too_large', points);
      else tally.lose(holding.hold(payload, points, -1, isFirst, moments[i]!));
    });
    recall?.from(Math.min(...moments));
    holding.journal?.flush();
  }

  #moment({ madeAt }: HeldPayload): number {
    const { clock, holding } = this.#options;
    // folded payloads have none, and must not be taken for one of those that are on their way
    if (holding.journal?.takesAlone) return Number.NEGATIVE_INFINITY;
    let moment = clock.monotonicMillis() - Math.max(0, clock.now() - madeAt);
    while (this.#moments.has(moment)) moment += TICK_MILLIS;
    this.#moments.add(moment);
    return moment;
  }
}
