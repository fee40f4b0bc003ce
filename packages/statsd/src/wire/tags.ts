import type { Dialect, Tag } from './dialect.js';

/**
 * The tags of a record: attributes and global tags in the dialect's characters, sorted by key. One tag a key: an attribute
 * takes the place of a global tag, and of two attributes whose keys come out the same the later one stays.
 */
export function mergeTags(dialect: Dialect, globalTags: readonly Tag[], attributes: readonly Tag[]): Tag[] {
  const byKey = new Map<string, string | undefined>();
  const set = (key: string, value: string | undefined) => {
    byKey.set(key, value === undefined ? undefined : dialect.tagValue(value));
  };
  for (const [key, value] of globalTags) set(dialect.tagKey(key), value);
  // the Datadog Agent takes `dd.internal.*` out of the list and believes it: not for an application's attributes
  for (const [key, value] of attributes) {
    set(dialect.tagKey(key).replace(/^dd\.internal\./, 'dd_internal_'), value);
  }
  return [...byKey].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
