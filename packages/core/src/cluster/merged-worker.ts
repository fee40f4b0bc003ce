/** A worker, as far as it tells levels. */
export class MergedWorker {
  /** The same for the one that takes its place. */
  readonly name: string;
  /** How many collections it has handed over. */
  collection = 0;
  isGone = false;
  #collectedAt: string | undefined;

  constructor(name: string) {
    this.name = name;
  }

  /** Something of a collection comes, which may have come in part already. */
  begin(collectedAt: string): void {
    if (collectedAt === this.#collectedAt) return;
    this.#collectedAt = collectedAt;
    this.collection += 1;
  }

  /** Whether a level of one of its collections holds: of the last two, since the last one may not have come as a whole. */
  stillSays(collection: number): boolean {
    return !this.isGone && collection >= this.collection - 1;
  }
}
