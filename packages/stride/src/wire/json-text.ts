/**
 * As `JSON.stringify`, but with U+FFFD for halves of characters: readers written in Rust (Vector, Materialize) refuse a whole body for
 * one `\ud800`.
 */
export function jsonText(
  value: unknown,
  replacer?: (this: unknown, key: string, value: unknown) => unknown,
): string | undefined {
  const json = JSON.stringify(value, replacer);
  if (json === undefined || !json.includes('\\ud')) return json;
  return json.replace(/\\(?:u(d[89a-f][0-9a-f]{2})|.)/g, (whole, half) => (half ? '\\ufffd' : whole));
}

/** A text in quotes. */
export function quotedText(text: string): string {
  return jsonText(text)!;
}
