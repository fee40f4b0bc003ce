import type { Series } from './series-table.js';

/** What an attributes object said, and whose turn it was after it. */
export interface Reading {
  readonly keys: readonly string[];
  readonly values: readonly unknown[];
  readonly series: Series;
  next: Reading | undefined;
}

/**
 * Reads an attributes object; undefined where a value is an object, which may say something else next time. `keys` are
 * kept instead of a copy where they are the same.
 */
export function readAttributes(
  attributes: object,
  series: Series,
  keys: readonly string[] = [],
): Reading | undefined {
  const ownKeys: string[] = [];
  const values: unknown[] = [];
  for (const key in attributes) {
    const value = (attributes as Record<string, unknown>)[key];
    if (typeof value === 'object' && value !== null) return undefined;
    ownKeys.push(key);
    values.push(value);
  }
  const isSame = ownKeys.length === keys.length && ownKeys.every((key, i) => key === keys[i]);
  return { keys: isSame ? keys : ownKeys, values, series, next: undefined };
}

/** Whether an attributes object says what was read, in the same order. */
export function saysTheSame(attributes: object, { keys, values }: Reading): boolean {
  let i = 0;
  for (const key in attributes) {
    if (keys[i] !== key || values[i] !== (attributes as Record<string, unknown>)[key]) return false;
    i += 1;
  }
  return i === keys.length;
}
