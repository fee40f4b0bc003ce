import { formatNumber } from '../payload/number.js';

/** `99.9` as p99_9: a dot would make a path of it. */
export function percentileName(percent: number): string {
  return `p${formatNumber(percent).replace('.', '_')}`;
}
