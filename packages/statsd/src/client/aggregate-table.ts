import type { Aggregate } from './aggregate.js';
import type { KnownName } from './name-table.js';
import type { TagBlock } from './tag-table.js';

/** Twice what an aggregator holds; then all are forgotten, and what is in use is found anew. */
const MAX_PLACES = 10_000;

/** Where the aggregates of a scope's names and tags are, so that a call need not put together what its series is called. */
export class AggregateTable {
  #places = new Map<KnownName, Map<TagBlock, Aggregate>>();
  #count = 0;

  find(known: KnownName, block: TagBlock): Aggregate | undefined {
    const aggregate = this.#places.get(known)?.get(block);
    return aggregate?.isHeld ? aggregate : undefined;
  }

  keep(known: KnownName, block: TagBlock, aggregate: Aggregate | undefined): Aggregate | undefined {
    if (aggregate === undefined) return undefined;
    if (this.#count >= MAX_PLACES) {
      this.#places = new Map();
      this.#count = 0;
    }
    const ofName = this.#places.get(known) ?? new Map<TagBlock, Aggregate>();
    this.#places.set(known, ofName.set(block, aggregate));
    this.#count += 1;
    return aggregate;
  }
}
