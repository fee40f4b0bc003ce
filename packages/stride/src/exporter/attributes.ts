import { type AttributeFilter, createAttributeFilter, type Series, SeriesTable } from '@otelwire/core';
import { attributeJson } from '../wire/attribute-json.js';
import { bytesOf } from '../wire/bytes.js';
import { type Words, wordsOf } from '../wire/event-id.js';
import { quotedText } from '../wire/json-text.js';
import { columnsOf, type JsonPairs, objectOf } from '../wire/members.js';

/** What each event of a series carries of its attributes. */
export interface SeriesPart {
  /** `,"attributes":{…}`, or `,"attr_…":…` */
  readonly bytes: Uint8Array;
  readonly words: Words;
}

export interface Attributes {
  readonly series: SeriesTable;
  /** Of a series that was found with these attributes. */
  partOf(series: Series, attributes: object): SeriesPart;
}

export interface AttributesOptions {
  readonly filter: AttributeFilter;
  /** The name of the field; its first part where each attribute is a field. */
  readonly fieldName: string;
  readonly flatten: boolean;
}

/**
 * The table knows attributes as text; their types are read when a series is met first. So `1` and `"1"` under one key are one series
 * to it, and the later one goes out as the first one was.
 */
export function createAttributes({ fieldName, filter, flatten }: AttributesOptions): Attributes {
  const accepts = createAttributeFilter(filter);
  const parts = new WeakMap<Series, SeriesPart>();
  const series = new SeriesTable({
    accepts,
    render: (pairs) => JSON.stringify(pairs),
    onCollision() {},
  });
  return {
    series,
    partOf(one, attributes) {
      let part = parts.get(one);
      if (part === undefined) {
        const pairs = pairsOf(attributes, accepts);
        part = { bytes: bytesOf(member(fieldName, pairs, flatten)), words: wordsOf(objectOf(pairs)) };
        parts.set(one, part);
      }
      return part;
    },
  };
}

/** `,"attributes":{…}`; each a field of its own with `flatten`. */
export function member(fieldName: string, pairs: JsonPairs, flatten: boolean): string {
  if (!flatten) return `,${quotedText(fieldName)}:${objectOf(pairs)}`;
  return pairs.length === 0 ? '' : `,${columnsOf(fieldName, pairs)}`;
}

function pairsOf(attributes: object, accepts: (key: string) => boolean): JsonPairs {
  const pairs: [string, string][] = [];
  for (const key in attributes) {
    if (!accepts(key)) continue;
    const json = attributeJson((attributes as Record<string, unknown>)[key]);
    if (json !== undefined) pairs.push([key, json]);
  }
  return pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
