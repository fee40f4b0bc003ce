import { jsonText } from './json-text.js';

/**
 * An attribute's value as JSON that keeps its type, `null` included; undefined where it says nothing. At any depth, what JSON has no
 * form for is text: `"NaN"`, `"Infinity"`, digits of a bigint, base64 of bytes, ISO 8601 of a date. An object that contains itself
 * says nothing.
 */
export function attributeJson(value: unknown): string | undefined {
  try {
    return jsonText(value, withJsonForm);
  } catch {
    return undefined;
  }
}

function withJsonForm(this: unknown, key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value !== 'object') return value;
  // a Buffer has been through its `toJSON` already
  const original = (this as Record<string, unknown>)[key];
  return original instanceof Uint8Array ? Buffer.from(original).toString('base64') : value;
}
