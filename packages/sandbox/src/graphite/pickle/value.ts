/** A Python tuple. */
export interface PickleTuple {
  readonly tuple: readonly PickleValue[];
}

/**
 * What a pickle may hold: None is `null`, an int is a number or, where that would not be exact, a bigint; bytes and
 * bytearrays are `Uint8Array`.
 */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleTuple
  | PickleValue[]
  | Map<PickleValue, PickleValue>
  | Set<PickleValue>;

export function isTuple(value: PickleValue): value is PickleTuple {
  return typeof value === 'object' && value !== null && 'tuple' in value;
}

/** What Python gives when it iterates over the value; nothing when it cannot. */
export function iterate(value: PickleValue): readonly PickleValue[] | undefined {
  if (typeof value === 'string') return [...value];
  if (typeof value !== 'object' || value === null) return undefined;
  if (isTuple(value)) return value.tuple;
  if (Array.isArray(value)) return value;
  return [...(value instanceof Map ? value.keys() : value)];
}

const longestText = 1000;

/** The value about as Python prints it, cut where it is long or deep. */
export function describe(value: PickleValue, depth = 3): string {
  if (value === null) return 'None';
  if (typeof value === 'string') return JSON.stringify(value.slice(0, longestText));
  if (typeof value !== 'object') return String(value);
  if (value instanceof Uint8Array) return `b${JSON.stringify(Buffer.from(value).toString('latin1', 0, 100))}`;
  if (depth === 0) return '…';
  const items = iterate(value)!.slice(0, 20);
  const inside = items.map((item) => describe(item, depth - 1)).join(', ');
  if (isTuple(value)) return `(${inside})`;
  return Array.isArray(value) ? `[${inside}]` : `{${inside}}`;
}
