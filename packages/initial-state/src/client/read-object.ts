import type { LogObjectOptions } from './client-options.js';

interface ReadObject {
  /** By their keys. */
  readonly members: readonly Member[];
  readonly when: unknown;
}

/** A part of an object that `logObject` takes, and what it is: `undefined` where reading it throws. */
type Member = readonly [name: string, value: unknown];

/** What there is to log of an object; `undefined` of what is none, or cannot be read. */
export function readObject(object: unknown, options: LogObjectOptions): ReadObject | undefined {
  if (typeof object !== 'object' || object === null) return undefined;
  try {
    const { keyPrefix, when } = options;
    const prefix = prefixOf(object, keyPrefix);
    return { members: membersOf(object).map(([name, value]) => [prefix + name, value]), when };
  } catch {
    return undefined;
  }
}

/** The items of an array by their index, the entries of a map, the properties of an object and the getters of its class. No functions. */
function membersOf(object: object): Member[] {
  const entries =
    object instanceof Map ? [...object].map(([name, value]) => [String(name), value] as const) : [];
  const names = object instanceof Map ? [] : [...new Set([...Object.keys(object), ...gettersOf(object)])];
  const members = names.map((name): Member => [name, read(object, name)]);
  return [...entries, ...members].filter(([, value]) => typeof value !== 'function');
}

/** What stands before the keys of an object: the name of its class, unless the application gives another. */
function prefixOf(object: object, keyPrefix: string | undefined): string {
  const prefix = keyPrefix ?? object.constructor?.name ?? '';
  return prefix === '' ? '' : `${prefix}_`;
}

/** Of the classes between the object and those of the language. */
function gettersOf(object: object): string[] {
  const names: string[] = [];
  if (Array.isArray(object) || object instanceof Map) return names;
  let type = Object.getPrototypeOf(object);
  for (; type !== null && type !== Object.prototype; type = Object.getPrototypeOf(type)) {
    for (const [name, { get }] of Object.entries(Object.getOwnPropertyDescriptors(type))) {
      if (get !== undefined && name !== '__proto__') names.push(name);
    }
  }
  return names;
}

function read(object: object, name: string): unknown {
  try {
    return (object as Record<string, unknown>)[name];
  } catch {
    return undefined;
  }
}
