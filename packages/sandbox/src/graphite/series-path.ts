import type { Tag } from '../statsd/record.js';

/** What makes two points one series. */
export interface SeriesPath {
  /** The path without its tags. */
  readonly name: string;
  /** In canonical order. */
  readonly tags: readonly Tag[];
}

/**
 * The path as carbon stores it: `~` is cut off its start, for it would be a pattern as the value of the tag `name`.
 * Nothing when carbon cannot read it. Source: carbon lib/carbon/util.py sanitize_name_as_tag_value
 */
export function seriesPath(name: string, tags: readonly Tag[] | undefined): SeriesPath | undefined {
  const kept = name.startsWith('~') ? name.replace(/^~+/, '') : name;
  return kept === '' || tags === undefined ? undefined : { name: kept, tags };
}

/** The one text of a series: `path;tag=value;…`, tags in canonical order. */
export function canonicalPath({ name, tags }: SeriesPath): string {
  return tags.length === 0 ? name : `${name};${tags.map(([key, value]) => `${key}=${value}`).join(';')}`;
}
