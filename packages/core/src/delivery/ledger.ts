import { foldValues, type WeightedValues } from './fold-values.js';

/** What is held of one wire identity until it can be sent. */
export interface HeldEntry {
  /** The record without its value: what comes before it, and what comes after it. */
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
    if (this.#samples >= this.#maxSamples) return false;
    const entry = this.#entry(head, tail, 'samples');
    if (entry === undefined) return false;
    entry.samples.push(sample);
    this.#samples += 1;
    this.#count(entry, points);
    return true;
  }

  /** Holds a sample unless the identity has it already. Returns false when there is no room. */
  keepMember(head: string, tail: string, member: string, points: number): boolean {
    const entry = this.#entry(head, tail, 'samples');
    if (entry === undefined) return false;
    const members = this.#members.get(entry) ?? new Set();
    this.#members.set(entry, members);
    if (!members.has(member)) {
      if (!this.keepSample(head, tail, member, 0)) return false;
      members.add(member);
    }
    this.#count(entry, points);
    return true;
  }

  /** Holds values, in arrays that are the ledger's from now on. Returns false when there is no room for all of them. */
  keepValues(head: string, tail: string, added: WeightedValues, points: number): boolean {
    if (this.#samples + added.values.length > this.#maxSamples) return false;
    const entry = this.#entry(head, tail, 'values');
    if (entry === undefined) return false;
    const before = entry.weighted?.values.length ?? 0;
    if (entry.weighted === undefined) entry.weighted = added;
    else append(entry.weighted, added);
    if (entry.weighted.values.length > this.#maxValues)
      entry.weighted = foldValues(entry.weighted, this.#maxValues * FOLDED_PART);
    this.#samples += entry.weighted.values.length - before;
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
    const identity = identityOf({ head, tail, kind });
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

/** What is added, what replaces and what counts by itself are different identities, though head and tail may be the same. */
export function identityOf({ head, kind, tail }: Pick<HeldEntry, 'head' | 'kind' | 'tail'>): string {
  return `${kind === 'change' ? 'level' : kind}\n${head}\n${tail}`;
}

function append({ values, weights }: WeightedValues, added: WeightedValues): void {
  for (const value of added.values) values.push(value);
  for (const weight of added.weights) weights.push(weight);
}
