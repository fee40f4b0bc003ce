import type { OtlpDefects } from '../defect.js';
import type { Field, Message } from './message-type.js';

/** Gives a field that is not repeated its value. Of several that exclude each other, the last one stays. */
export function setField(
  message: Message,
  field: Field,
  value: unknown,
  where: string,
  defects: OtlpDefects,
): void {
  for (const rival of field.rivals) {
    if (message[rival] === undefined) continue;
    const text = `${rival} and ${field.name} are both set; only one can be, and readers keep the last`;
    defects.warn(where, 'value-twice', text);
    message[rival] = undefined;
  }
  message[field.name] = value;
}

/** Where a field's value is. */
export function placeOf(where: string, { name, isRepeated }: Field, index: number): string {
  const path = where === '' ? name : `${where}.${name}`;
  return isRepeated ? `${path}[${index}]` : path;
}

/** Messages in messages, deeper than any that has a meaning. */
export const maxDepth = 100;
