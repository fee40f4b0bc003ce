import type { KnownName } from './name-table.js';
import type { TagBlock } from './tag-table.js';

/** What is aggregated: counts, gauges, sets. */
export type AggregateType = 'c' | 'g' | 's';

/** What the calls of one series have come to since it was last written. */
export class Aggregate {
  readonly type: AggregateType;
  readonly known: KnownName;
  readonly block: TagBlock;
  /** 0: there is nothing to write. */
  calls = 0;
  /** Of a count its sum; of a gauge its level or, as long as none was said, by how much it changes. */
  value = 0;
  isLevel = false;
  /** Of a set; each with the number of its calls. */
  members: Map<string, number> | undefined = undefined;
  /** Whether it will be written: nothing may be added to one that was given up. */
  isHeld = true;

  constructor(type: AggregateType, known: KnownName, block: TagBlock) {
    this.type = type;
    this.known = known;
    this.block = block;
  }
}
