import type { AttributePairs } from '@otelwire/core';
import { cleanName } from './stat-name.js';

const UNSPECIFIED = 'unspecified';

/**
 * `[prefix ]metric`. Parts with a `=` are attributes and nothing else is: so no metric can take the name that another one
 * has with its attributes.
 */
export function metricName(prefix: string, metric: string): string {
  const name = [prefix, metric].map((text) => cleanName(text).replaceAll('=', '_'));
  return name.filter((text) => text !== '').join(' ') || UNSPECIFIED;
}

/** ` k=v k2=v2`, sorted by key, or nothing. */
export function attributeSuffix(attributes: AttributePairs): string {
  const byKey = new Map(attributes.map(([key, value]) => [word(key).replaceAll('=', '_'), word(value)]));
  return [...byKey]
    .map(([key, value]) => ` ${key}=${value}`)
    .sort()
    .join('');
}

/** A space would begin another part. */
function word(text: string): string {
  return cleanName(text).replaceAll(' ', '_') || UNSPECIFIED;
}
