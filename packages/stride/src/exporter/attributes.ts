import {
  type AttributeFilter,
  type CollisionReporter,
  createAttributeFilter,
  type Series,
  SeriesTable,
} from '@otelwire/core';
import { attributeJson } from '../wire/attribute-json.js';
import { type Words, wordsOf } from '../wire/event-id.js';
import { quotedText } from '../wire/json-text.js';
import { columnsOf, type JsonPairs, objectOf } from '../wire/members.js';

/** What each event of a series carries of its attributes: `,"attributes":{…}`, or `,"attr_…":…`. */
export interface Attributes {
  readonly series: SeriesTable;
  /** What the series is called in ids. */
  wordsOf(series: Series): Words;
}

export interface AttributesOptions {
  readonly filter: AttributeFilter;
  /** The name of the field; its first part where each attribute is a field. */
  readonly fieldName: string;
  readonly flatten: boolean;
}

/** Values that differ in their types are different: `1` and `"1"` make two series. */
export function createAttributes(
  { fieldName, filter, flatten }: AttributesOptions,
  reportCollision: CollisionReporter,
): Attributes {
  const known = new WeakMap<Series, Words>();
  return {
    series: new SeriesTable({
      accepts: createAttributeFilter(filter),
      valueText: attributeJson,
      render: (pairs) => member(fieldName, pairs, flatten),
      onCollision: (wireForm, first, second) =>
        reportCollision(
          wireForm.slice(1),
          `attributes ${first}`,
          `attributes ${second}`,
          'their points are merged',
        ),
    }),
    wordsOf(series) {
      let words = known.get(series);
      if (words === undefined) {
        words = wordsOf(series.text);
        known.set(series, words);
      }
      return words;
    },
  };
}

/** `,"attributes":{…}`; each a field of its own with `flatten`. */
export function member(fieldName: string, pairs: JsonPairs, flatten: boolean): string {
  if (!flatten) return `,${quotedText(fieldName)}:${objectOf(pairs)}`;
  return pairs.length === 0 ? '' : `,${columnsOf(fieldName, pairs)}`;
}
