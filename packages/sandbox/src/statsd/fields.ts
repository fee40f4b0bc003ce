import { quote } from '../defect.js';
import type { StatsdDefects } from './defect.js';
import type { DialectRules } from './dialect.js';
import type { OriginDraft } from './origin.js';
import { readOrigin, unknownOrigin } from './origin.js';
import type { Tag } from './record.js';
import { noTags, readTagSection } from './tags.js';
import { readTimestamp } from './timestamp.js';

/** The optional fields that events and service checks share. */
export interface Fields extends OriginDraft {
  timestampSeconds: number | undefined;
  hostname: string | undefined;
  tags: readonly Tag[];
  /** The fields that only one of the two has, by their letter. */
  readonly own: Map<string, string>;
}

/** Reads `|field|field…`; `ownLetters` names the fields that the caller reads itself. */
export function readFields(
  text: string,
  column: number,
  { ownLetters, rules }: { readonly ownLetters: string; readonly rules: DialectRules },
  defects: StatsdDefects,
): Fields {
  const none = { timestampSeconds: undefined, hostname: undefined, tags: noTags };
  const fields: Fields = { ...none, ...unknownOrigin(), own: new Map() };
  const seen = new Set<string>();
  let at = column;
  for (const field of text === '' ? [] : text.slice(1).split('|')) {
    at += 1;
    const key = readField(field, at, fields, { ownLetters, rules }, defects);
    if (seen.has(key))
      defects.warn('duplicate-section', `field ${quote(key)} stands twice; the last wins`, at);
    seen.add(key);
    at += field.length;
  }
  return fields;
}

function readField(
  field: string,
  column: number,
  into: Fields,
  { ownLetters, rules }: { ownLetters: string; rules: DialectRules },
  defects: StatsdDefects,
): string {
  if (field.startsWith('#')) {
    into.tags = readTagSection(field.slice(1), column + 1, rules, defects);
    return '#';
  }
  const key = field.slice(0, 2);
  if (key === 'd:') readFieldTimestamp(field.slice(2), column + 2, into, defects);
  else if (key === 'h:') into.hostname = field.slice(2);
  else if (key.endsWith(':') && ownLetters.includes(key[0]!)) into.own.set(key[0]!, field.slice(2));
  else if (readOrigin(field, column, into, defects) === undefined) {
    const message = `field ${quote(field)} is unknown; known are ${[...`dh${ownLetters}`].join(': ')}: # c: e: card:`;
    defects.warn('unknown-section', message, column);
    return field;
  }
  return key;
}

/** The Agent logs a bad optional field and keeps the record. Source: datadog-agent parse_events.go */
function readFieldTimestamp(text: string, column: number, into: Fields, defects: StatsdDefects): void {
  const seconds = readTimestamp(text, column, defects);
  if (seconds !== undefined) into.timestampSeconds = seconds;
  else defects.warn('bad-field', `timestamp ${quote(text)} is not a whole number of seconds above 0`, column);
}
