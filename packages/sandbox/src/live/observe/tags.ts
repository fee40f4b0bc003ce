import { attributeText } from '@otelwire/core';
import type { Tag } from '../../statsd/record.js';
import { canonicalTags } from '../../statsd/tags.js';

/** Attributes as tags; what is no text is written as OTLP's receiver does. */
export function tagsOf(attributes: readonly (readonly [key: string, value: unknown])[]): readonly Tag[] {
  return canonicalTags(attributes.map(([key, value]): Tag => [key, attributeText(value) ?? '']));
}
