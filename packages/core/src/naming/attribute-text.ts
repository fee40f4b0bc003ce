/**
 * An attribute value as text, or `undefined` where it says nothing (`null`, `undefined`).
 *
 * Applications pass anything: the SDK hands values through unchecked. Arrays become their elements joined by `,`,
 * dates ISO 8601, bytes base64, other objects JSON; a value that cannot be printed is treated as absent.
 */
export function attributeText(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
    case 'boolean':
    case 'bigint':
      return String(value);
    case 'object':
      return value === null ? undefined : objectText(value);
    default:
      return undefined;
  }
}

function objectText(value: object): string | undefined {
  try {
    if (Array.isArray(value)) return value.map(elementText).join(',');
    if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
    if (value instanceof Date) return value.toISOString();
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

/** Arrays in arrays go the way of JSON, which refuses those that contain themselves. */
function elementText(element: unknown): string {
  return (Array.isArray(element) ? JSON.stringify(element) : attributeText(element)) ?? '';
}
