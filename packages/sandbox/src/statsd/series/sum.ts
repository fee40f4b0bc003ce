/** Adds doubles without losing the small ones (Neumaier), so that a million samples of 0.1 are 100 000. */
export class Sum {
  #sum = 0;
  #lost = 0;

  add(value: number): void {
    const next = this.#sum + value;
    const larger = Math.abs(this.#sum) >= Math.abs(value) ? this.#sum : value;
    const smaller = larger === value ? this.#sum : value;
    this.#lost += larger - next + smaller;
    this.#sum = next;
  }

  get value(): number {
    return this.#sum + this.#lost;
  }
}
