import type { MetricType } from '../dialect.js';
import { identityOf } from '../known-tags.js';
import type { Tag } from '../record.js';

/** What makes two records one series. */
export interface SeriesIdentity<T extends MetricType = MetricType> {
  readonly type: T;
  readonly name: string;
  /** Sorted by key, then value. */
  readonly tags: readonly Tag[];
}

/** The identity as one text; no two identities share one, whatever stands in names and tags. */
export function seriesKey({ type, name, tags }: SeriesIdentity): string {
  return `${type}${name.length}:${name}${identityOf(tags)}`;
}
