import type { Naming } from './point-writer.js';
import type { Secrets } from './secrets.js';
import { statName } from './stat-name.js';

const MAX_NAMES = 10_000;

/** Names of EZ; each is cleaned once. What it remembers is bounded, so that names may come from anywhere. */
export function createEzNaming(): Naming {
  const names = new Map<string, string>();
  return (stat) => {
    if (typeof stat !== 'string') return statName(stat);
    const known = names.get(stat);
    if (known !== undefined) return known;
    const name = statName(stat);
    if (names.size >= MAX_NAMES) names.clear();
    if (name !== undefined) names.set(stat, name);
    return name;
  };
}

/** Keys of classic stats are sent as they are, and are kept out of messages. */
export function createClassicNaming(secrets: Secrets): Naming {
  return (stat) => {
    if (typeof stat !== 'string' || stat === '') return undefined;
    secrets.add(stat);
    return stat;
  };
}
