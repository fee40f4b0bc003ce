import { quote } from '../defect.js';
import type { StatsdDefects } from './defect.js';
import type { DialectRules } from './dialect.js';
import { knownTags, rememberTags } from './known-tags.js';
import type { Tag } from './record.js';

/** The tags of a record without any. */
export const noTags: readonly Tag[] = [];

const untouchedTag = /^[a-z][a-z0-9_\-./]*(?::[a-z0-9_\-:./]*[a-z0-9_\-./])?$/;
const maxTagLength = 200;

/** Reads the comma list after `|#`: `key:value` or bare. */
export function readTagSection(
  text: string,
  column: number,
  rules: DialectRules,
  defects: StatsdDefects,
): readonly Tag[] {
  if (text === '') {
    defects.warn('empty-tag', 'the tag section is empty; leave it out, as veneur refuses it', column);
    return noTags;
  }
  return knownTags(text) ?? readTags(text, column, rules, defects);
}

function readTags(text: string, column: number, rules: DialectRules, defects: StatsdDefects): readonly Tag[] {
  const { length } = defects.found;
  const read: Tag[] = [];
  let at = column;
  for (const item of text.split(',')) {
    if (item === '') defects.warn('empty-tag', 'a tag is empty', at);
    else read.push(readTag(item, at, defects));
    at += item.length + 1;
  }
  const tags = sortTags(read, column, rules, defects);
  return defects.found.length === length ? rememberTags(text, tags) : tags;
}

function readTag(item: string, column: number, defects: StatsdDefects): Tag {
  const colon = item.indexOf(':');
  const tag: Tag = colon < 0 ? [item, ''] : [item.slice(0, colon), item.slice(colon + 1)];
  if (!untouchedTag.test(item)) checkTag(item, column, defects);
  if (item.length > maxTagLength) {
    defects.warn(
      'tag-too-long',
      `tag ${quote(item)} has ${item.length} characters; Datadog keeps 200`,
      column,
    );
  }
  if (tag[0] === 'host' || tag[0] === 'device') {
    defects.remark(
      'reserved-tag',
      `tag ${quote(item)} changes the ${tag[0]} of the series in Datadog`,
      column,
    );
  }
  return tag;
}

function checkTag(item: string, column: number, defects: StatsdDefects): void {
  if (!/^\p{L}/u.test(item)) {
    defects.warn('tag-start', `tag ${quote(item)} does not start with a letter, as Datadog wants`, column);
  }
  if (item.endsWith(':')) {
    const message = `tag ${quote(item)} ends with a colon; statsd_exporter drops it and Datadog trims it`;
    defects.warn('empty-tag-value', message, column);
  }
  if (!/^[\p{Ll}\p{Lo}\d_\-:./]*$/u.test(item)) {
    const message = `tag ${quote(item)}: Datadog lower-cases it and rewrites all but letters, digits _ - : . / to _`;
    defects.remark('tag-rewritten', message, column);
  }
}

/** Reads tags that stand in the name, as `key=value`. */
export function readNameTags(
  text: string,
  separator: string,
  place: NameTagsPlace,
  defects: StatsdDefects,
): readonly Tag[] {
  const tags: Tag[] = [];
  let at = place.column;
  for (const item of text.split(separator)) {
    if (item === '') defects.warn('empty-tag', 'a tag is empty', at);
    else tags.push(readNameTag(item, at, place.rules, defects));
    at += item.length + 1;
  }
  return sortTags(tags, place.column, place.rules, defects);
}

/** Where the tags of a name stand, and whose rules hold. */
export interface NameTagsPlace {
  readonly column: number;
  readonly rules: DialectRules;
}

function readNameTag(item: string, column: number, rules: DialectRules, defects: StatsdDefects): Tag {
  const equals = item.indexOf('=');
  if (equals < 0) {
    defects.warn(
      'bare-tag',
      `tag ${quote(item)} has no value; statsd_exporter drops it, carbon cannot parse it`,
      column,
    );
    return [item, ''];
  }
  const tag: Tag = [item.slice(0, equals), item.slice(equals + 1)];
  if (tag[0] === '' || tag[1] === '') {
    defects.warn(
      'empty-tag-value',
      `tag ${quote(item)} needs a key and a value; statsd_exporter drops it`,
      column,
    );
  }
  if (rules.dialect === 'graphite') checkGraphiteTag(item, tag, column, defects);
  return tag;
}

/** Source: graphite-web docs/tags.rst, carbon util.py; statsd/statsd stats.js for what it deletes from keys. */
function checkGraphiteTag(item: string, [key, value]: Tag, column: number, defects: StatsdDefects): void {
  if (key === 'name') {
    defects.warn(
      'reserved-tag',
      'a tag called name is overwritten by the name of the metric in Graphite',
      column,
    );
  }
  if (/[!^\s]/.test(key) || /^~|\s/.test(value)) {
    const message = `tag ${quote(item)}: Graphite allows no ! ^ or space in a key, no space and no leading ~ in a value`;
    defects.warn('tag-character', message, column);
  } else if (!/^[A-Za-z0-9_.=-]*$/.test(item)) {
    const message = `tag ${quote(item)}: Etsy's daemon turns / into - and deletes all but A-Z a-z 0-9 _ . - =`;
    defects.remark('tag-rewritten', message, column);
  }
}

function compareTags(a: Tag, b: Tag): number {
  if (a[0] !== b[0]) return a[0] < b[0] ? -1 : 1;
  if (a[1] !== b[1]) return a[1] < b[1] ? -1 : 1;
  return 0;
}

function sortTags(tags: Tag[], column: number, rules: DialectRules, defects: StatsdDefects): readonly Tag[] {
  if (tags.length < 2) return tags;
  tags.sort(compareTags);
  const twice = tags.find((tag, index) => index > 0 && tag[0] === tags[index - 1]?.[0]);
  if (twice === undefined) return tags;
  if (rules.family === 'datadog') {
    defects.remark('duplicate-tag', `tag key ${quote(twice[0])} stands twice; Datadog keeps both`, column);
  } else {
    defects.warn(
      'duplicate-tag',
      `tag key ${quote(twice[0])} stands twice; a label has one value, the last wins`,
      column,
    );
  }
  return tags;
}

/** Tags in their canonical order. */
export function canonicalTags(tags: readonly Tag[] | Readonly<Record<string, string>>): readonly Tag[] {
  return [...(Array.isArray(tags) ? (tags as readonly Tag[]) : Object.entries(tags))].sort(compareTags);
}
