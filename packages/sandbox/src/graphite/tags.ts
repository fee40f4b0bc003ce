import { quote } from '../defect.js';
import type { Tag } from '../statsd/record.js';
import type { GraphiteDefects } from './defect.js';
import { checkInvisible } from './name.js';

export const noTags: readonly Tag[] = [];

/** Visible ASCII without `! ; ^ =` in the name, `~` before and `;` in the value: what no check would find fault with. */
const untouchedTag = /^(?!name=)["-:<>-\]_-~]+=[!-:<-}][!-:<-~]*$/;

/**
 * Reads `key=value;key=value`, in canonical order and with the last of each key. Gives nothing when graphite-web cannot
 * read it: carbon then keeps the series under the whole text. Source: carbon lib/carbon/util.py TaggedSeries
 */
export function readTags(text: string, column: number, defects: GraphiteDefects): readonly Tag[] | undefined {
  const items = text.split(';');
  const tags = readEach(items, column, defects);
  const isSorted = tags.every((tag, index) => index === 0 || compareTags(tags[index - 1]!, tag) <= 0);
  if (!isSorted) {
    const message = 'tags must be sorted as the texts ;name=value, or relays take the series for several';
    defects.warn('tag-order', message, column);
  }
  if (tags.length < items.length) return undefined;
  const isCanonical = isSorted && !defects.has('duplicate-tag') && !defects.has('reserved-tag');
  return isCanonical ? tags : canonicalTags(tags);
}

/** As `readTags`, of tags that came one by one, in any order. */
export function readTagList(items: readonly string[], defects: GraphiteDefects): readonly Tag[] | undefined {
  const tags = readEach(items, 1, defects);
  return tags.length === items.length ? canonicalTags(tags) : undefined;
}

function readEach(items: readonly string[], column: number, defects: GraphiteDefects): readonly Tag[] {
  const keys = new Set<string>();
  const tags: Tag[] = [];
  let at = column;
  for (const item of items) {
    const tag = readTag(item, at, defects);
    if (tag !== undefined) {
      if (keys.has(tag[0])) {
        defects.warn('duplicate-tag', `tag ${quote(tag[0])} stands twice; the last wins`, at);
      }
      keys.add(tag[0]);
      tags.push(tag);
    }
    at += item.length + 1;
  }
  return tags;
}

function readTag(item: string, column: number, defects: GraphiteDefects): Tag | undefined {
  const equals = item.indexOf('=');
  if (untouchedTag.test(item)) return [item.slice(0, equals), item.slice(equals + 1)];
  if (item === '') {
    defects.warn('empty-tag', 'a tag is empty; graphite-web indexes no tag of the series', column);
    return undefined;
  }
  if (equals < 0) {
    const message = `tag ${quote(item)} has no value; graphite-web indexes no tag of the series, nor of its batch`;
    defects.warn('bare-tag', message, column);
    return undefined;
  }
  const tag: Tag = [item.slice(0, equals), item.slice(equals + 1)];
  return checkTag(tag, column, defects) ? tag : undefined;
}

/** Whether carbon can read the tag. Source: carbon lib/carbon/util.py validateTagAndValue, graphite-web docs/tags.rst */
export function checkTag([key, value]: Tag, column: number, defects: GraphiteDefects): boolean {
  const tag = `tag ${quote(`${key}=${value}`)}`;
  const before = defects.found.length;
  if (key === '') defects.warn('empty-tag-name', `${tag} has no name`, column);
  if (value === '') defects.warn('empty-tag-value', `${tag} has no value`, column);
  if (/[;!^=]/.test(key)) {
    defects.warn('tag-character', `${tag}: a name has none of ; ! ^ =`, column);
  }
  if (value.includes(';')) defects.warn('tag-character', `${tag}: a value has no ;`, column);
  if (value.startsWith('~')) {
    defects.warn('tag-start', `${tag}: a value that starts with ~ would be a pattern in a query`, column);
  }
  const isReadable = defects.found.length === before;
  if (key === 'name') {
    defects.warn('reserved-tag', 'a tag called name is lost: it holds the path of the series', column);
  }
  checkInvisible(`${key}=${value}`, tag, column, defects);
  if (!/^\p{ASCII}*$/u.test(`${key}${value}`)) {
    defects.remark('tag-not-ascii', `${tag} is not ASCII, which the documentation advises against`, column);
  }
  return isReadable;
}

/** Tags as carbon orders them, the last of each key, without `name`. */
export function canonicalTags(tags: readonly Tag[] | Readonly<Record<string, string>>): readonly Tag[] {
  const pairs = Array.isArray(tags) ? (tags as readonly Tag[]) : Object.entries(tags);
  if (pairs.length === 0) return noTags;
  const byKey = new Map(pairs);
  byKey.delete('name');
  return [...byKey].sort(compareTags);
}

/** carbon sorts the texts `;key=value` by code points: so `a-b` and `a1` come before `a`. */
function compareTags(a: Tag, b: Tag): number {
  const left = `${a[0]}=${a[1]}`;
  const right = `${b[0]}=${b[1]}`;
  if (/[\ud800-\udfff]/.test(left + right)) return Buffer.compare(Buffer.from(left), Buffer.from(right));
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
