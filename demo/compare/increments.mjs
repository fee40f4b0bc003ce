/** What a total has grown by since it was last told, by key. */
export class Increments {
  #totals = new Map();

  next(key, total) {
    const before = this.#totals.get(key) ?? 0;
    this.#totals.set(key, total);
    return total - before;
  }
}
