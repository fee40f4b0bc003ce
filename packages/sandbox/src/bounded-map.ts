/** A map that has room for so much, and then forgets what was touched longest ago. */
export class BoundedMap<Value> {
  readonly #entries = new Map<string, Value>();
  readonly #max: number;
  readonly #forgotten: (value: Value) => void;
  /** Stands before the entry that was touched longest ago. */
  #oldest: Iterator<string> | undefined;
  #changeCount = 0;
  /** How many were forgotten for want of room. */
  forgottenCount = 0;

  /** `forgotten` is told of what is forgotten for want of room. */
  constructor(max: number, forgotten: (value: Value) => void = () => {}) {
    this.#max = max;
    this.#forgotten = forgotten;
  }

  /** In the order in which they were touched; without a bound, in which they were added. */
  get entries(): ReadonlyMap<string, Value> {
    return this.#entries;
  }

  /** What is kept for a key, which is now the last to be forgotten. */
  touch(key: string): Value | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined && this.#max !== Number.POSITIVE_INFINITY) {
      this.#entries.delete(key);
      this.#append(key, value);
    }
    return value;
  }

  /** Keeps `value`, which is now the last to be forgotten, and gives it back. */
  set(key: string, value: Value): Value {
    this.#entries.delete(key);
    this.#append(key, value);
    if (this.#entries.size > this.#max) this.#forgetOldest();
    return value;
  }

  /** Whether something was kept for the key. */
  delete(key: string): boolean {
    return this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
    this.#oldest = undefined;
    this.forgottenCount = 0;
  }

  /** An iterator keeps all tables alive that its map has had since, so it has to go now and then. */
  #append(key: string, value: Value): void {
    this.#entries.set(key, value);
    this.#changeCount += 1;
    if (this.#changeCount < this.#max) return;
    this.#changeCount = 0;
    this.#oldest = undefined;
  }

  /** A new iterator has to pass the gaps at the beginning of the map: 10 µs with 10,000 entries, against 1 µs. */
  #forgetOldest(): void {
    this.#oldest ??= this.#entries.keys();
    const key: string = this.#oldest.next().value;
    const value = this.#entries.get(key) as Value;
    this.#entries.delete(key);
    this.forgottenCount += 1;
    this.#forgotten(value);
  }
}
