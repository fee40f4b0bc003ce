import type { Dialect } from '../wire/dialect.js';
import type { Target } from '../wire/target.js';
import type { OriginOptions } from '../wire-options.js';
import { detectContainerId } from './container-id.js';

/** What a section must not hold: it would end there. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
const DELIMITERS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029|]/g;

/**
 * The sections at the end of each record that tell the Datadog Agent where it comes from: `|c:<container>|e:<external
 * data>|card:<level>`. Empty for other targets, which take them for part of a tag or refuse the line.
 */
export function originSuffix(origin: OriginOptions, target: Target, dialect: Dialect): string {
  if (!target.origin || dialect.name !== 'dogstatsd') return '';
  const detects = origin.originDetection ?? true;
  const containerId = detects ? (origin.containerId ?? detectContainerId()) : undefined;
  const externalData = detects ? origin.externalData : undefined;
  return section('c', containerId) + section('e', externalData) + section('card', origin.cardinality);
}

function section(name: string, value: string | undefined): string {
  const clean = value?.replace(DELIMITERS, '') ?? '';
  return clean === '' ? '' : `|${name}:${clean}`;
}
