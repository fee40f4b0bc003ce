/**
 * Numbers of the slots of a time span in which anything came, oldest first. A slot in which nothing came takes no room, so that a
 * series which tells something every ten seconds costs a tenth of one that does each second.
 */
export class Ring {
  /** How many entries there are, at most `slotCount`. */
  length = 0;
  /** How many there is room for; grows to `slotCount` at the most. */
  capacity = 0;
  readonly #slotCount: number;
  /** The slot, and its columns. */
  readonly #width: number;
  #entries: Float64Array = noEntries;
  #first = 0;
  /** Where the last entry begins, and its slot. */
  #last = 0;
  #lastSlot = Number.NaN;

  constructor(slotCount: number, columnCount = 1) {
    this.#slotCount = slotCount;
    this.#width = columnCount + 1;
  }

  /** Makes the last entry that of `slot`, with zeros if it is new; what lies ahead of it, because the clock was wrong, is forgotten. */
  open(slot: number): void {
    if (slot === this.#lastSlot) return;
    while (this.length > 0 && this.slotAt(this.length - 1) > slot) this.length -= 1;
    if (this.length === 0 || this.slotAt(this.length - 1) < slot) this.#append(slot);
    this.#last = this.#at(this.length - 1);
    this.#lastSlot = slot;
  }

  /** The slot of an entry; `index` counts from the oldest. */
  slotAt(index: number): number {
    return this.#entries[this.#at(index)]!;
  }

  valueAt(index: number, column = 0): number {
    return this.#entries[this.#at(index) + 1 + column]!;
  }

  /** Writes into the last entry. */
  setLast(value: number, column = 0): void {
    this.#entries[this.#last + 1 + column] = value;
  }

  addToLast(value: number): void {
    this.#entries[this.#last + 1]! += value;
  }

  /** The first entry that is not before `slot`; `length` if there is none. */
  indexFrom(slot: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.slotAt(middle) < slot) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #at(index: number): number {
    const entry = this.#first + index;
    return (entry < this.capacity ? entry : entry - this.capacity) * this.#width;
  }

  #append(slot: number): void {
    while (this.length > 0 && this.slotAt(0) <= slot - this.#slotCount) this.#forgetFirst();
    if (this.length === this.capacity) this.#grow();
    const at = this.#at(this.length);
    this.length += 1;
    this.#entries.fill(0, at, at + this.#width);
    this.#entries[at] = slot;
  }

  #forgetFirst(): void {
    this.#first = (this.#first + 1) % this.capacity;
    this.length -= 1;
  }

  #grow(): void {
    const capacity = Math.min(this.#slotCount, Math.max(firstCapacity, this.capacity * 2));
    const grown = new Float64Array(capacity * this.#width);
    const start = this.#first * this.#width;
    grown.set(this.#entries.subarray(start));
    grown.set(this.#entries.subarray(0, start), this.#entries.length - start);
    this.#entries = grown;
    this.capacity = capacity;
    this.#first = 0;
  }
}

const firstCapacity = 2;
const noEntries = new Float64Array(0);
