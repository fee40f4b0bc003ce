import type { SetMetric } from '../record.js';
import type { SeriesIdentity } from './identity.js';

/** The different members that were named. */
export class SetSeries implements SeriesIdentity<'s'> {
  readonly type = 's';
  readonly name: string;
  readonly tags: SeriesIdentity['tags'];
  recordCount = 0;
  readonly members = new Set<string>();

  constructor({ name, tags }: SeriesIdentity) {
    this.name = name;
    this.tags = tags;
  }

  add({ values }: SetMetric): void {
    this.recordCount += 1;
    for (const value of values) this.members.add(value);
  }
}
