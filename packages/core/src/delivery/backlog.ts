import type { Clock } from '../clock.js';
import type { Packer } from '../payload/packer.js';
import type { ConnectionEnd } from '../transport/transport.js';
import type { Dropped, Holding, Recalled, SentPayloads } from './holding.js';
import type { Journal } from './journal.js';
import { type BacklogEntry, PayloadQueue, type Sendings } from './payload-queue.js';

export interface BacklogOptions {
  readonly clock: Clock;
  /** What is held and what is kept of the sent together take no more memory. The oldest goes first. */
  readonly maxBytes: number;
  /** What is older is not sent again. */
  readonly maxAgeMillis: number;
  /** How long before a connection ended in order a payload may have been sent to be sent again. 0: nothing is. */
  readonly resendWindowMillis: number;
}

/** Of `maxBytes`: what both kernels hold of a stream is less than half of the default. */
const SENT_SHARE = 0.5;
/** As often a server may be killed within a window and started again before anybody sends. */
const MAX_CLOSINGS = 3;

/**
 * Holds payloads that carry their time, in the order in which they were packed: sent again, and even sent twice, they say the
 * same. Over its bounds the oldest are given up (`queue_full`, `too_old`), since a backend that comes back is asked for
 * the present first.
 *
 * It also keeps what was sent last, since no such backend acknowledges: when the connection breaks, that is held again.
 */
export class Backlog implements Holding<BacklogEntry> {
  readonly #options: BacklogOptions;
  readonly #held = new PayloadQueue();
  readonly #sent = new PayloadQueue();
  /** Of payloads that are being sent again, by when they were made. */
  readonly #resent = new Map<number, Sendings>();
  readonly sent: SentPayloads | undefined;
  journal: Journal<BacklogEntry> | undefined;

  constructor(options: BacklogOptions) {
    this.#options = options;
    if (options.resendWindowMillis > 0) this.sent = this.#sentPayloads();
  }

  get points(): number {
    return this.#held.points;
  }

  get isEmpty(): boolean {
    return this.#held.isEmpty;
  }

  /** Of the memory, as far as it is bounded. */
  get bytes(): number {
    return this.#held.bytes + this.#sent.bytes;
  }

  hold(payload: Uint8Array, points: number, order: number, isLatest: boolean, madeAt: number): Dropped {
    this.#resent.delete(madeAt);
    this.journal?.hold(payload, points, order, isLatest, madeAt);
    this.#held.insert({ payload: new Uint8Array(payload), points, madeAt, sendings: undefined });
    return this.#trim();
  }

  get entries(): readonly BacklogEntry[] {
    return this.#held.entries;
  }

  *takeEach(): Generator<BacklogEntry> {
    let isWhole = false;
    try {
      yield* this.#held.shiftEach();
      isWhole = true;
    } finally {
      // the server is away: what it had read before may be gone with it
      if (!isWhole) this.#held.changeAll(unsent);
    }
  }

  write(entry: BacklogEntry, packer: Packer): Dropped {
    if (entry.madeAt < this.#oldestAllowed()) {
      this.journal?.remove(undefined, entry.madeAt);
      return { too_old: entry.points };
    }
    if (entry.sendings !== undefined) this.#resent.set(entry.madeAt, entry.sendings);
    packer.addPayload(entry.payload, entry.points, entry.madeAt);
    return {};
  }

  #sentPayloads(): SentPayloads {
    const held = this.#held;
    return {
      get heldSince() {
        return held.first?.madeAt ?? Number.POSITIVE_INFINITY;
      },
      keep: (payload, points, madeAt) => this.#keep(payload, points, madeAt),
      recall: (end) => this.#recall(end),
      recallFrom: (moment) => this.#holdAgain(this.#sent.takeFrom(({ madeAt }) => madeAt >= moment)),
    };
  }

  #keep(payload: Uint8Array, points: number, madeAt: number): void {
    const now = this.#options.clock.monotonicMillis();
    const { firstAt, closings } = this.#resent.get(madeAt) ?? { firstAt: now, closings: 0 };
    this.#resent.delete(madeAt);
    const sendings = { firstAt, lastAt: now, closings };
    this.#sent.insert({ payload: new Uint8Array(payload), points, madeAt, sendings });
    this.#trimSent();
  }

  /**
   * What was sent before the window is safe, and forgotten, unless it is newer than something that is not. After the third closing only
   * the first window counts: behind a proxy that closes idle connections, ever more would be sent again with each export.
   */
  #recall(end: ConnectionEnd): Recalled {
    const { clock, resendWindowMillis } = this.#options;
    const since = clock.monotonicMillis() - resendWindowMillis;
    const mayBeUnread = ({ firstAt, lastAt, closings }: Sendings) =>
      firstAt >= since || (lastAt >= since && closings < MAX_CLOSINGS);
    const recalled =
      end === 'in-order'
        ? this.#sent.takeFrom(({ sendings }) => mayBeUnread(sendings!)).map(withClosing)
        : this.#sent.takeAll().map(unsent);
    this.#sent.takeAll();
    return this.#holdAgain(recalled);
  }

  #holdAgain(entries: readonly BacklogEntry[]): Recalled {
    const oldest = this.#oldestAllowed();
    const recalled = entries.filter(({ madeAt }) => madeAt >= oldest);
    if (recalled.length === 0) return { points: 0, dropped: {} };
    this.#held.insertAll(recalled);
    for (const { madeAt, payload, points } of recalled) this.journal?.hold(payload, points, 0, true, madeAt);
    this.journal?.flush();
    return { points: recalled.reduce((sum, { points }) => sum + points, 0), dropped: this.#trim() };
  }

  #oldestAllowed(): number {
    return this.#options.clock.monotonicMillis() - this.#options.maxAgeMillis;
  }

  /** Keeps the bounds. What was sent goes before what was not. */
  #trim(): Dropped {
    const oldest = this.#oldestAllowed();
    const dropped: Dropped = {};
    this.#trimSent();
    const maxBytes = Math.min(this.#options.maxBytes, this.journal?.maxBytes ?? Number.POSITIVE_INFINITY);
    while (this.#held.bytes > maxBytes || (this.#held.first?.madeAt ?? oldest) < oldest) {
      const { madeAt, points } = this.#held.shift();
      this.journal?.remove(undefined, madeAt);
      const reason = madeAt < oldest ? 'too_old' : 'queue_full';
      dropped[reason] = (dropped[reason] ?? 0) + points;
    }
    return dropped;
  }

  #trimSent(): void {
    const { maxBytes } = this.#options;
    const oldest = this.#oldestAllowed();
    const isOver = () => this.#sent.bytes > maxBytes * SENT_SHARE || this.bytes > maxBytes;
    while (!this.#sent.isEmpty && (isOver() || this.#sent.first!.madeAt < oldest)) this.#sent.shift();
  }
}

function unsent(entry: BacklogEntry): BacklogEntry {
  return entry.sendings === undefined ? entry : { ...entry, sendings: undefined };
}

function withClosing(entry: BacklogEntry): BacklogEntry {
  const { firstAt, lastAt, closings } = entry.sendings!;
  return { ...entry, sendings: { firstAt, lastAt, closings: closings + 1 } };
}
