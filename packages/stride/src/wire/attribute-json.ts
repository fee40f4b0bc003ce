import { jsonText } from './json-text.js';

/**
 * An attribute's value as JSON that keeps its type; undefined where it says nothing. What JSON has no form for is text: `"NaN"`,
 * `"Infinity"`, digits of a bigint, base64 of bytes, ISO 8601 of a date. An element of an array that says nothing is `null`.
 */
export function attributeJson(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return jsonText(value);
    case 'number':
      return Number.isFinite(value) ? jsonText(value) : `"${value}"`;
    case 'bigint':
      return `"${value}"`;
    case 'object':
      return value === null ? undefined : objectJson(value);
    default:
      return undefined;
  }
}

function objectJson(value: object): string | undefined {
  try {
    if (Array.isArray(value)) return `[${value.map(elementJson).join(',')}]`;
    if (value instanceof Uint8Array) return `"${Buffer.from(value).toString('base64')}"`;
    const json = jsonText(value);
    // an invalid date
    return json === 'null' ? undefined : json;
  } catch {
    return undefined;
  }
}

/** Arrays in arrays go the way of JSON, which refuses those that contain themselves. */
function elementJson(element: unknown): string {
  return (Array.isArray(element) ? jsonText(element) : attributeJson(element)) ?? 'null';
}
