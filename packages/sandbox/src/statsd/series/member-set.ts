import { ownCopy } from '../../own-copy.js';
import type { SetMetric } from '../record.js';
import type { SeriesIdentity } from './identity.js';

/** The different members that were named. */
export class SetSeries implements SeriesIdentity<'s'> {
  readonly type = 's';
  readonly name: string;
  readonly tags: SeriesIdentity['tags'];
  recordCount = 0;
  /** The first `maxMembers` of them. */
  readonly members = new Set<string>();
  readonly #maxMembers: number;

  constructor({ name, tags }: SeriesIdentity, maxMembers: number) {
    this.name = name;
    this.tags = tags;
    this.#maxMembers = maxMembers;
  }

  add({ values }: SetMetric): void {
    this.recordCount += 1;
    for (const value of values) {
      if (this.members.size < this.#maxMembers && !this.members.has(value)) this.members.add(ownCopy(value));
    }
  }
}
