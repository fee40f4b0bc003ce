import { keyValues, type Parser } from '@otelwire/core';
import { defaultFieldNames, type Field, fieldNames } from './wire/fields.js';

type Changes = Readonly<Partial<Record<Field, string>>>;

/** Other names for parts of events: an object in code; in a variable `timestamp=ts,id=event_id`. */
export function fieldNameChanges(): Parser<Changes> {
  const { allowedText, fromCode, fromText } = keyValues();
  const allowed = `an object of text, by ${Object.keys(defaultFieldNames).join(', ')}`;
  return {
    allowed,
    ...(allowedText !== undefined && { allowedText }),
    fromCode(given) {
      const parsed = fromCode(given);
      return 'value' in parsed ? checked(parsed.value, allowed) : { problem: `expected ${allowed}` };
    },
    fromText(text) {
      const parsed = fromText(text);
      return 'value' in parsed ? checked(parsed.value, allowed) : parsed;
    },
  };
}

function checked(changes: Readonly<Record<string, string>>, allowed: string) {
  const isKnown = Object.keys(changes).every((field) => Object.hasOwn(defaultFieldNames, field));
  if (!isKnown) return { problem: `it names something that events do not have; expected ${allowed}` };
  if (Object.values(changes).includes('')) return { problem: `a name is empty; expected ${allowed}` };
  if ('twice' in fieldNames(changes)) return { problem: `two parts have one name; expected ${allowed}` };
  return { value: changes as Changes };
}
