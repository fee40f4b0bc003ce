/** A payload as it was packed. */
export interface BacklogEntry {
  readonly payload: Uint8Array;
  /** Data points whose fate hangs on it. */
  readonly points: number;
  /** When it was packed for the first time; no two at the same moment. */
  readonly madeAt: number;
  /** How often it was delivered since the server was away; undefined before. */
  readonly sendings: Sendings | undefined;
}

/** The deliveries of a payload that may not have been read. */
export interface Sendings {
  readonly firstAt: number;
  readonly lastAt: number;
  /** How often the server has closed the connection since. */
  readonly closings: number;
}

/** What an entry with an empty payload takes (measured: 490 to 580 resident, Node 20 and 24). */
const ENTRY_BYTES = 512;

/** Payloads by when they were made. */
export class PayloadQueue {
  #entries: BacklogEntry[] = [];
  /** Of the memory. */
  bytes = 0;
  /** Of all entries together. */
  points = 0;

  get isEmpty(): boolean {
    return this.#entries.length === 0;
  }

  get first(): BacklogEntry | undefined {
    return this.#entries[0];
  }

  insert(entry: BacklogEntry): void {
    let at = this.#entries.length;
    while (at > 0 && entry.madeAt < this.#entries[at - 1]!.madeAt) at -= 1;
    if (at === this.#entries.length) this.#entries.push(entry);
    else this.#entries.splice(at, 0, entry);
    this.#count([entry], 1);
  }

  /** Some tens of thousands at once, which may all come before what is here. */
  insertAll(entries: readonly BacklogEntry[]): void {
    // two sorted runs, which `sort` merges in linear time
    this.#entries = this.#entries.concat(entries).sort((a, b) => a.madeAt - b.madeAt);
    this.#count(entries, 1);
  }

  shift(): BacklogEntry {
    const entry = this.#entries.shift()!;
    this.#count([entry], -1);
    return entry;
  }

  /** Takes out the first entry for which it holds, and all that were made after that. */
  takeFrom(isFirst: (entry: BacklogEntry) => boolean): BacklogEntry[] {
    const at = this.#entries.findIndex(isFirst);
    const taken = at < 0 ? [] : this.#entries.splice(at);
    this.#count(taken, -1);
    return taken;
  }

  takeAll(): BacklogEntry[] {
    return this.takeFrom(() => true);
  }

  #count(entries: readonly BacklogEntry[], sign: 1 | -1): void {
    for (const { payload, points } of entries) {
      this.bytes += sign * (payload.length + ENTRY_BYTES);
      this.points += sign * points;
    }
  }
}
