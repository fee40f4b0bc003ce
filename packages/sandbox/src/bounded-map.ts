import { ownCopy } from './own-copy.js';

/** The place of a key among all, which stand in a ring by when they were touched. */
interface Place {
  readonly key: string;
  older: Place;
  newer: Place;
}

/** A map that has room for so much, and then forgets what was touched longest ago. */
export class BoundedMap<Value> {
  readonly #values = new Map<string, Value>();
  readonly #max: number;
  readonly #forgotten: (value: Value) => void;
  /** Only with a bound. */
  readonly #places = new Map<string, Place>();
  /** Where the ring begins and ends: what is newer than it is the oldest of all. */
  readonly #end = createEnd();
  /** How many were forgotten for want of room. */
  forgottenCount = 0;

  /** `forgotten` is told of what is forgotten for want of room. */
  constructor(max: number, forgotten: (value: Value) => void = () => {}) {
    this.#max = max;
    this.#forgotten = forgotten;
  }

  /** In the order in which they were added. */
  get entries(): ReadonlyMap<string, Value> {
    return this.#values;
  }

  /** What is kept for a key, which is now the last to be forgotten. */
  touch(key: string): Value | undefined {
    const place = this.#places.get(key);
    if (place !== undefined) {
      takeOut(place);
      this.#putLast(place);
    }
    return this.#values.get(key);
  }

  /** Keeps `value`, which is now the last to be forgotten, and gives it back. */
  set(key: string, value: Value): Value {
    if (this.touch(key) === undefined) this.#add(ownCopy(key), value);
    else this.#values.set(key, value);
    return value;
  }

  /** Whether something was kept for the key. */
  delete(key: string): boolean {
    const place = this.#places.get(key);
    if (place !== undefined) takeOut(place);
    this.#places.delete(key);
    return this.#values.delete(key);
  }

  clear(): void {
    this.#values.clear();
    this.#places.clear();
    this.#end.newer = this.#end.older = this.#end;
    this.forgottenCount = 0;
  }

  #add(key: string, value: Value): void {
    this.#values.set(key, value);
    if (this.#max === Number.POSITIVE_INFINITY) return;
    const place = { key, older: this.#end, newer: this.#end };
    this.#places.set(key, place);
    this.#putLast(place);
    if (this.#values.size > this.#max) this.#forget(this.#end.newer.key);
  }

  #forget(key: string): void {
    const value = this.#values.get(key) as Value;
    this.delete(key);
    this.forgottenCount += 1;
    this.#forgotten(value);
  }

  #putLast(place: Place): void {
    place.older = this.#end.older;
    place.newer = this.#end;
    place.older.newer = place;
    this.#end.older = place;
  }
}

function takeOut({ older, newer }: Place): void {
  older.newer = newer;
  newer.older = older;
}

function createEnd(): Place {
  const end = { key: '' } as Place;
  end.older = end.newer = end;
  return end;
}
