/** What is held of one wire identity until it can be sent. */
export interface HeldEntry {
  /** The record without its value: what comes before it, and what comes after it. */
  readonly head: string;
  readonly tail: string;
  /**
   * `sum`: amounts to be added to what the server has. `level`: the newest value counts. `change`: to be added to a level
   * that the server knows and we do not. `samples`: each value counts by itself.
   */
  kind: 'sum' | 'level' | 'change' | 'samples';
  value: number;
  readonly samples: string[];
  /** Data points whose fate hangs on this entry. */
  points: number;
  /** Number of the export that a level came from. */
  sequence: number;
}

export interface LedgerOptions {
  /** Identities held at the most; more are dropped. Default 100,000: about 40 MB. */
  readonly maxSeries?: number | undefined;
  /** Samples held at the most, over all identities. Default 1,000,000. */
  readonly maxSamples?: number | undefined;
}

/**
 * Holds what could not be delivered, by wire identity: however long an outage lasts, it grows with the number of series,
 * not with time. Sums add up, a level is replaced by a newer one, samples are kept. What is added, what replaces and what
 * counts by itself are different identities, though head and tail may be the same.
 *
 * Each call returns how many points it gave up for good: `superseded` by a newer level, or over the bound.
 */
export class Ledger {
  readonly #maxSeries: number;
  readonly #maxSamples: number;
  readonly #entries = new Map<string, HeldEntry>();
  #samples = 0;
  #points = 0;

  constructor(options: LedgerOptions = {}) {
    this.#maxSeries = options.maxSeries ?? 100_000;
    this.#maxSamples = options.maxSamples ?? 1_000_000;
  }

  /** Data points held. */
  get points(): number {
    return this.#points;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Adds `amount` to the sum of an identity. Returns false when there is no room: its points are lost. */
  addSum(head: string, tail: string, amount: number, points: number): boolean {
    const entry = this.#entry(head, tail, 'sum');
    if (entry === undefined) return false;
    entry.value += amount;
    this.#count(entry, points);
    return true;
  }

  /** Holds a level unless a newer one is held. Returns how many points were superseded, or undefined without room. */
  setLevel(head: string, tail: string, value: number, points: number, sequence: number): number | undefined {
    const entry = this.#entry(head, tail, 'level');
    if (entry === undefined) return undefined;
    if (entry.sequence > sequence) return points;
    const superseded = entry.points;
    entry.kind = 'level';
    entry.value = value;
    entry.sequence = sequence;
    this.#count(entry, points - superseded);
    return superseded;
  }

  /** Adds `change` to a level, held or on the server. Returns false when there is no room. */
  changeLevel(head: string, tail: string, change: number, points: number): boolean {
    const entry = this.#entry(head, tail, 'change');
    if (entry === undefined) return false;
    entry.value += change;
    this.#count(entry, points);
    return true;
  }

  /** Holds a sample as it was written. Returns false when there is no room. */
  keepSample(head: string, tail: string, sample: string, points: number): boolean {
    return this.keepSamples(head, tail, [sample], points);
  }

  /** Holds samples as they were written, as many as there is room for. Returns false when there is none at all: the points are lost. */
  keepSamples(head: string, tail: string, samples: readonly string[], points: number): boolean {
    const room = this.#maxSamples - this.#samples;
    if (room <= 0) return false;
    const entry = this.#entry(head, tail, 'samples');
    if (entry === undefined) return false;
    const kept = Math.min(room, samples.length);
    for (let i = 0; i < kept; i += 1) entry.samples.push(samples[i] as string);
    this.#samples += kept;
    this.#count(entry, points);
    return true;
  }

  /** Takes everything out, oldest identity first. */
  takeAll(): HeldEntry[] {
    const entries = [...this.#entries.values()];
    this.#entries.clear();
    this.#samples = 0;
    this.#points = 0;
    return entries;
  }

  #entry(head: string, tail: string, kind: HeldEntry['kind']): HeldEntry | undefined {
    const identity = `${kind === 'change' ? 'level' : kind}\n${head}\n${tail}`;
    let entry = this.#entries.get(identity);
    if (entry === undefined && this.#entries.size < this.#maxSeries) {
      entry = { head, tail, kind, value: 0, samples: [], points: 0, sequence: -1 };
      this.#entries.set(identity, entry);
    }
    return entry;
  }

  #count(entry: HeldEntry, points: number): void {
    entry.points += points;
    this.#points += points;
  }
}
