/** Events by what those of a series have in common: their amounts added up, and the last value. */
export class Events {
  #series = new Map();

  get all() {
    return this.#series.values();
  }

  find(identity) {
    return this.#series.get(identity);
  }

  /** Whether the event was new: what a server did not confirm comes again, with the same `$id`. */
  add(identity, { $id, value, count, sum }) {
    const known = this.#series.get(identity) ?? { name: identity, count: 0, sum: 0, amount: 0 };
    if (known.id === $id) return false;
    this.#series.set(identity, known);
    known.id = $id;
    known.last = value;
    known.amount += value ?? 0;
    known.count += count ?? 0;
    known.sum += sum ?? 0;
    return true;
  }
}
