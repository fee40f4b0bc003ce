import { attributeText } from '../naming/attribute-text.js';
import type { ResourceAttributes } from './encoder.js';

type ResourceTag = readonly [key: string, value: string];

interface ResourceTagOptions {
  readonly env: string | undefined;
  readonly service: string | undefined;
  readonly version: string | undefined;
  readonly resourceAttributes: readonly string[] | 'all';
}

/** The resource attributes that are tags of their own in every backend; the older name of the environment counts too. */
const serviceTags = {
  env: ['deployment.environment.name', 'deployment.environment'],
  service: ['service.name'],
  version: ['service.version'],
} as const;

/** The SDK's name for a service that was given none. */
const UNKNOWN_SERVICE = /^unknown_service/;

const serviceKeys: readonly string[] = Object.values(serviceTags).flat();

/** The tags that a resource gives all its points; what is set in the options goes before what the resource says. */
export function resourceTags(resource: ResourceAttributes, options: ResourceTagOptions): ResourceTag[] {
  const tags: ResourceTag[] = [];
  for (const [tag, keys] of Object.entries(serviceTags)) {
    const found = keys
      .map((key) => attributeText(resource[key]))
      .find((value) => value !== undefined && value !== '' && !UNKNOWN_SERVICE.test(value));
    const value = options[tag as keyof typeof serviceTags] ?? found;
    if (value !== undefined && value !== '') tags.push([tag, value]);
  }
  const { resourceAttributes } = options;
  const keys = resourceAttributes === 'all' ? Object.keys(resource) : resourceAttributes;
  for (const key of keys) {
    const value = attributeText(resource[key]);
    if (value !== undefined && !serviceKeys.includes(key)) tags.push([key, value]);
  }
  return tags;
}
