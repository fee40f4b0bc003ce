import { cleanName, limitName } from '../wire/stat-name.js';
import type { Stat } from './points.js';

/**
 * A name as it is sent; undefined for what is none. `~` begins a list of parts, so one of the application's becomes `-`, and so does
 * `,` in a part. What is too long is cut, where it has no parts.
 */
export function statName(stat: Stat): string | undefined {
  if (typeof stat === 'string') return oneName(stat);
  if (!Array.isArray(stat) || stat.length === 0) return undefined;
  const cleaned = stat.map((text: unknown) => (typeof text === 'string' ? cleanName(text) : ''));
  if (cleaned.includes('')) return undefined;
  const [name, ...parts] = cleaned as [string, ...string[]];
  if (parts.length === 0) return limitName(name);
  const joined = `${name}~${parts.map((part) => part.replaceAll(',', '-')).join(',')}`;
  return limitName(joined) === joined ? joined : undefined;
}

function oneName(text: string): string | undefined {
  return limitName(cleanName(text)) || undefined;
}
