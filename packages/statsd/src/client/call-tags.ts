import { attributeText } from '@otelwire/core';
import type { Dialect, Tag } from '../wire/dialect.js';
import { mergeTags } from '../wire/tags.js';
import type { Tags } from './metrics.js';

/** The Datadog Agent takes such tags out of the list and believes them: not for what an application passes. */
const INTERNAL = /^dd\.internal\./;

/** The tags of a call in their order. An empty value makes a bare tag. */
export function listTags(tags: Tags): Tag[] {
  const pairs = Array.isArray(tags) ? tags.map(splitTag) : objectTags(tags as Record<string, unknown>);
  return pairs
    .filter((tag): tag is Tag => tag !== undefined)
    .map(([key, value]) => [key.replace(INTERNAL, 'dd_internal_'), value]);
}

function objectTags(tags: Readonly<Record<string, unknown>>): Tag[] {
  const found: Tag[] = [];
  for (const key in tags) {
    const text = attributeText(tags[key]);
    if (text !== undefined) found.push([key, text === '' ? undefined : text]);
  }
  return found;
}

function splitTag(tag: unknown): Tag | undefined {
  const text = attributeText(tag);
  if (text === undefined || text === '') return undefined;
  const colon = text.indexOf(':');
  return colon < 0 ? [text, undefined] : [text.slice(0, colon), text.slice(colon + 1) || undefined];
}

/** `tags` and those of `parent` that they do not replace; the parent's come first. */
export function overlaid(dialect: Dialect, parent: readonly Tag[], tags: readonly Tag[]): Tag[] {
  const keys = new Set(tags.map(([key]) => dialect.tagKey(key)));
  return [...parent.filter(([key]) => !keys.has(dialect.tagKey(key))), ...tags];
}

/** The tags of a record as text: in their order for DogStatsD, as Datadog's clients write them, else sorted by key. */
export function renderCallTags(dialect: Dialect, parent: readonly Tag[], tags: readonly Tag[]): string {
  if (dialect.name !== 'dogstatsd') return dialect.renderTags(mergeTags(dialect, parent, tags));
  return dialect.renderTags(
    overlaid(dialect, parent, tags).map(
      ([key, value]): Tag => [dialect.tagKey(key), value === undefined ? undefined : dialect.tagValue(value)],
    ),
  );
}
