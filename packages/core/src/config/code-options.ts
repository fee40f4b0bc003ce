import { nearestName } from './nearest-name.js';
import { quoted } from './safe-text.js';
import { type AnyOption, isOption, type Schema } from './schema.js';
import { valueText } from './value-text.js';

/** An option of a schema with its full name: `attributes.include`. */
export interface NamedOption {
  readonly name: string;
  readonly option: AnyOption;
}

/** The options of a schema in its order, those of nested schemas by their full names. */
export function namedOptions(schema: Schema, prefix = ''): NamedOption[] {
  return Object.entries(schema).flatMap(([key, entry]) =>
    isOption(entry) ? [{ name: prefix + key, option: entry }] : namedOptions(entry, `${prefix}${key}.`),
  );
}

/** What code gave, by full name; `undefined` counts as not given. Adds a problem for each name that is unknown. */
export function givenInCode(
  schema: Schema,
  code: unknown,
  problems: string[],
  prefix = '',
): Map<string, unknown> {
  const given = new Map<string, unknown>();
  if (code === undefined) return given;
  if (typeof code !== 'object' || code === null || Array.isArray(code)) {
    const what = prefix === '' ? 'the options are not an object' : `${prefix.slice(0, -1)} is invalid`;
    problems.push(`${what}: ${valueText(code)}; expected an object with ${Object.keys(schema).join(', ')}`);
    return given;
  }
  for (const [key, entry] of Object.entries(schema)) {
    const value: unknown = Reflect.get(code, key);
    if (value === undefined) continue;
    if (isOption(entry)) given.set(prefix + key, value);
    else
      for (const [name, inner] of givenInCode(entry, value, problems, `${prefix}${key}.`))
        given.set(name, inner);
  }
  problems.push(...unknownNames(schema, code, prefix));
  return given;
}

function unknownNames(schema: Schema, code: object, prefix: string): string[] {
  const known = Object.keys(schema);
  return Object.keys(code)
    .filter((name) => !Object.hasOwn(schema, name) && Reflect.get(code, name) !== undefined)
    .map((name) => {
      const nearest = nearestName(name, known);
      const advice =
        nearest === undefined ? `known are ${known.join(', ')}` : `did you mean ${prefix}${nearest}?`;
      return `${quoted(prefix + name)} is not an option; ${advice}`;
    });
}
