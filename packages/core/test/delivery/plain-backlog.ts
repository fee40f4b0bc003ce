import type { Dropped } from '../../src/delivery/holding.js';
import type { FakeClock } from '../transport/fake-clock.js';
import { ENTRY_BYTES } from './backlog-bench.js';

export interface Item {
  readonly text: string;
  readonly points: number;
  readonly madeAt: number;
  /** When it was sent since the server was away. */
  readonly sentAt?: readonly number[];
  /** How often the server closed the connection since then. */
  readonly closings?: number;
}

/** The plainest backlog there is: two lists that are sorted and cut whenever something has changed. */
export class PlainBacklog {
  held: Item[] = [];
  sent: Item[] = [];
  readonly #clock: FakeClock;
  readonly #maxBytes: number;
  readonly #maxAgeMillis: number;

  constructor(clock: FakeClock, maxBytes: number, maxAgeMillis: number) {
    this.#clock = clock;
    this.#maxBytes = maxBytes;
    this.#maxAgeMillis = maxAgeMillis;
  }

  get bytes(): number {
    return sumOf([...this.held, ...this.sent], ({ text }) => text.length + ENTRY_BYTES);
  }

  get #oldest(): number {
    return this.#clock.monotonicMillis() - this.#maxAgeMillis;
  }

  hold(...items: Item[]): Dropped {
    this.held = inOrder([...this.held, ...items]);
    this.#cutSent();
    const dropped: Dropped = {};
    while (this.held.length > 0) {
      const { madeAt, points } = this.held[0]!;
      if (madeAt >= this.#oldest && this.bytes <= this.#maxBytes) break;
      const reason = madeAt < this.#oldest ? 'too_old' : 'queue_full';
      dropped[reason] = (dropped[reason] ?? 0) + points;
      this.held.shift();
    }
    return dropped;
  }

  keep(item: Item): void {
    const sentAt = [...(item.sentAt ?? []), this.#clock.monotonicMillis()];
    this.sent = inOrder([...this.sent, { ...item, sentAt }]);
    this.#cutSent();
  }

  recall(isFirst: (item: Item) => boolean, newClosings = 0): { points: number; dropped: Dropped } {
    const at = this.sent.findIndex(isFirst);
    const found = at < 0 ? [] : this.sent.splice(at).filter(({ madeAt }) => madeAt >= this.#oldest);
    const taken = found.map((item) => ({ ...item, closings: (item.closings ?? 0) + newClosings }));
    return {
      points: sumOf(taken, ({ points }) => points),
      dropped: taken.length === 0 ? {} : this.hold(...taken),
    };
  }

  #cutSent(): void {
    this.sent = this.sent.filter(({ madeAt }) => madeAt >= this.#oldest);
    const isOver = () =>
      sumOf(this.sent, ({ text }) => text.length + ENTRY_BYTES) > this.#maxBytes / 2 ||
      this.bytes > this.#maxBytes;
    while (this.sent.length > 0 && isOver()) this.sent.shift();
  }
}

export const sumOf = (items: readonly Item[], of: (item: Item) => number) =>
  items.reduce((total, item) => total + of(item), 0);
const inOrder = (items: readonly Item[]) => items.toSorted((a, b) => a.madeAt - b.madeAt);
