import { attributeText } from '@otelwire/core';
import { quote } from '../../defect.js';
import { canonicalTags } from '../../statsd/tags.js';
import type { OtlpDefects } from '../defect.js';
import type { Attributed, OtlpValue } from '../point.js';
import type { AnyValue, KeyValue } from '../wire/request.js';

/** Reads attributes; of several with one key, the last one counts. */
export function readAttributes(list: readonly KeyValue[], where: string, defects: OtlpDefects): Attributed {
  const entries = new Map<string, OtlpValue>();
  for (const { key, value } of list) {
    if (key === '') defects.warn(where, 'bad-attribute', 'an attribute has an empty key');
    if (entries.has(key)) defects.warn(where, 'duplicate-attribute', `${quote(key)} stands twice`);
    const read = readValue(value);
    if (read === null) defects.remark(where, 'bad-attribute', `${quote(key)} has no value`);
    entries.set(key, read);
  }
  const tags = [...entries].map(([key, value]) => [key, attributeText(value) ?? ''] as const);
  return { attributes: Object.fromEntries(entries), tags: canonicalTags(tags) };
}

function readValue(value: AnyValue = {}): OtlpValue {
  const { stringValue, boolValue, intValue, doubleValue, arrayValue, kvlistValue, bytesValue } = value;
  if (intValue !== undefined) return BigInt(Number(intValue)) === intValue ? Number(intValue) : intValue;
  if (arrayValue !== undefined) return arrayValue.values.map(readValue);
  if (kvlistValue !== undefined) {
    return Object.fromEntries(kvlistValue.values.map((inner) => [inner.key, readValue(inner.value)]));
  }
  return stringValue ?? boolValue ?? doubleValue ?? bytesValue ?? null;
}
