import { attributeText } from '@otelwire/core';
import { type ResourceAttributes, resourceTags } from '@otelwire/core/otel';
import type { FieldNames } from '../wire/fields.js';
import { quotedText } from '../wire/json-text.js';
import { member } from './attributes.js';

interface ResourceOptions {
  readonly fieldNames: FieldNames;
  readonly flatten: boolean;
  readonly resourceAttributes: readonly string[] | 'all';
}

/** What a resource adds to each event: `,"service":"shop","env":"prod","resource":{"host.name":"web-1"}`. */
export function resourceMembers(resource: ResourceAttributes, options: ResourceOptions): string {
  const { fieldNames: names, flatten, resourceAttributes } = options;
  const own = { env: undefined, service: undefined, version: undefined };
  const service = resourceTags(resource, { ...own, resourceAttributes: [] });
  const all = resourceTags(resource, { ...own, resourceAttributes });
  const others = [...new Map(all.slice(service.length))]
    .map(([key, text]) => [key, quotedText(text)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const members = service.map(
    ([key, text]) => `,${quotedText(names[key as 'service' | 'version' | 'env'])}:${quotedText(text)}`,
  );
  return members.join('') + (others.length === 0 ? '' : member(names.resource, others, flatten));
}

/** Two processes of a service have the same metrics and series: their events are still not the same. */
export function resourceIdentity(resource: ResourceAttributes): string {
  const pairs = Object.keys(resource).map((key) => [key, attributeText(resource[key])]);
  return JSON.stringify(pairs.sort(([a], [b]) => (a! < b! ? -1 : 1)));
}
