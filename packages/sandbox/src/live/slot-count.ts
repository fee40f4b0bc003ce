/** What was counted in the present slot of time, and in the one before it. */
export class SlotCount {
  #slot = 0;
  #count = 0;
  #countBefore = 0;

  add(slot: number, count: number): void {
    this.#turn(slot);
    this.#count += count;
  }

  inSlot(slot: number): number {
    this.#turn(slot);
    return this.#count;
  }

  beforeSlot(slot: number): number {
    this.#turn(slot);
    return this.#countBefore;
  }

  #turn(slot: number): void {
    if (slot === this.#slot) return;
    this.#countBefore = slot === this.#slot + 1 ? this.#count : 0;
    this.#count = 0;
    this.#slot = slot;
  }
}
