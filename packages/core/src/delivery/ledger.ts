import { foldValues, type WeightedValues } from './fold-values.js';

/** The record without its value: what comes before it, and what comes after it. */
export interface Identity {
  readonly head: string;
  readonly tail: string;
  /** What a ledger has held of it last: it spares whoever keeps the identity that the entry is looked up. One ledger, one kind. */
  entry?: HeldEntry | undefined;
}

/** What is held of one wire identity until it can be sent. */
export interface HeldEntry {
  readonly head: string;
  readonly tail: string;
  /**
   * `sum`: amounts to be added to what the server has. `level`: the newest value counts. `change`: to be added to a level
   * that the server knows and we do not. `samples`: each counts by itself. `values`: the same, of numbers with weights.
   */
  kind: 'sum' | 'level' | 'change' | 'samples' | 'values';
  value: number;
  readonly samples: string[];
  /** Of the kind `values`. */
  weighted?: WeightedValues | undefined;
  /** Data points whose fate hangs on this entry. */
  points: number;
  /** Number of the export that a level came from. */
  sequence: number;
  /** False when it was taken out. */
  isHeld: boolean;
}

export interface LedgerOptions {
  /** Identities held at the most; more are dropped. Default 100,000: about 40 MB. */
  readonly maxSeries?: number | undefined;
  /** Samples held at the most, over all identities. Default 1,000,000. */
  readonly maxSamples?: number | undefined;
  /** Values held of one series at the most; more are folded (`foldValues`). Infinity: never. Default 320: 5 KB. */
  readonly maxValues?: number | undefined;
}

/** Of the bound is what folding leaves at the most: a fourth of it comes in before it is folded again. */
const FOLDED_PART = 3 / 4;

/**
 * Holds what could not be delivered, by wire identity: however long an outage lasts, it grows with the number of series,
 * not with time. Sums add up, a level is replaced by a newer one, samples are kept, and folded where they have weights.
 *
 * Each call returns how many points it gave up for good: `superseded` by a newer level, or over the bound.
 */
export class Ledger {
  readonly #maxSeries: number;
  readonly #maxSamples: number;
  readonly #maxValues: number;
  /** Of sets, to find what is held already. */
  readonly #members = new WeakMap<HeldEntry, Set<string>>();
  readonly #entries = new Map<string, HeldEntry>();
  #samples = 0;
  #points = 0;

  constructor(options: LedgerOptions = {}) {
    this.#maxSeries = options.maxSeries ?? 100_000;
    this.#maxSamples = options.maxSamples ?? 1_000_000;
    this.#maxValues = options.maxValues ?? 320;
  }

  /** Data points held. */
  get points(): number {
    return this.#points;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Adds `amount` to the sum of an identity. Returns false when there is no room: its points are lost. */
  addSum(identity: Identity, amount: number, points: number): boolean {
    const entry = this.#entry(identity, 'sum');
    if (entry === undefined) return false;
    entry.value += amount;
    this.#count(entry, points);
    return true;
  }

  /** Holds a level unless a newer one is held. Returns how many points were superseded, or undefined without room. */
  setLevel(identity: Identity, value: number, points: number, sequence: number): number | undefined {
    const entry = this.#entry(identity, 'level');
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
  changeLevel(identity: Identity, change: number, points: number): boolean {
    const entry = this.#entry(identity, 'change');
    if (entry === undefined) return false;
    entry.value += change;
    this.#count(entry, points);
    return true;
  }

  /** Holds a sample as it was written. Returns false when there is no room. */
  keepSample(identity: Identity, sample: string, points: number): boolean {
    if (this.#samples >= this.#maxSamples) return false;
    const entry = this.#entry(identity, 'samples');
    if (entry === undefined) return false;
    entry.samples.push(sample);
    this.#samples += 1;
    this.#count(entry, points);
    return true;
  }

  /** Holds a sample unless the identity has it already. Returns false when there is no room. */
  keepMember(identity: Identity, member: string, points: number): boolean {
    const entry = this.#entry(identity, 'samples');
    if (entry === undefined) return false;
    const members = this.#members.get(entry) ?? new Set();
    this.#members.set(entry, members);
    if (!members.has(member)) {
      if (!this.keepSample(identity, member, 0)) return false;
      members.add(member);
    }
    this.#count(entry, points);
    return true;
  }

  /** Holds values, of which it keeps a copy. Returns false when there is no room for all of them. */
  keepValues(identity: Identity, added: WeightedValues, points: number): boolean {
    if (this.#samples + added.values.length > this.#maxSamples) return false;
    const entry = this.#entry(identity, 'values');
    if (entry === undefined) return false;
    entry.weighted ??= { values: [], weights: [] };
    const before = entry.weighted.values.length;
    append(entry.weighted, added);
    if (entry.weighted.values.length > this.#maxValues)
      entry.weighted = foldValues(entry.weighted, this.#maxValues * FOLDED_PART);
    this.#samples += entry.weighted.values.length - before;
    this.#count(entry, points);
    return true;
  }

  /** What is held, oldest identity first. */
  get entries(): Iterable<HeldEntry> {
    return this.#entries.values();
  }

  /** Takes out one after the other, oldest identity first, but not what becomes held meanwhile. */
  *takeEach(): Generator<HeldEntry> {
    let left = this.#entries.size;
    for (const [identity, entry] of this.#entries) {
      if (left === 0) return;
      left -= 1;
      this.#entries.delete(identity);
      entry.isHeld = false;
      this.#samples -= entry.samples.length + (entry.weighted?.values.length ?? 0);
      this.#points -= entry.points;
      yield entry;
    }
  }

  #entry(identity: Identity, kind: HeldEntry['kind']): HeldEntry | undefined {
    if (identity.entry?.isHeld) return identity.entry;
    const { head, tail } = identity;
    const text = identityOf({ head, tail, kind });
    let entry = this.#entries.get(text);
    if (entry === undefined && this.#entries.size < this.#maxSeries) {
      entry = { head, tail, kind, value: 0, samples: [], points: 0, sequence: -1, isHeld: true };
      this.#entries.set(text, entry);
    }
    identity.entry = entry;
    return entry;
  }

  #count(entry: HeldEntry, points: number): void {
    entry.points += points;
    this.#points += points;
  }
}

/** What is added, what replaces and what counts by itself are different identities, though head and tail may be the same. */
export function identityOf({ head, kind, tail }: Pick<HeldEntry, 'head' | 'kind' | 'tail'>): string {
  return `${kind === 'change' ? 'level' : kind}\n${head}\n${tail}`;
}

function append({ values, weights }: WeightedValues, added: WeightedValues): void {
  for (const value of added.values) values.push(value);
  for (const weight of added.weights) weights.push(weight);
}
