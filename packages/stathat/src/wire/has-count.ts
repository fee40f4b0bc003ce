const BRACE = 0x7b;

/**
 * Whether a body has counts, which the server adds up: sent twice, they count twice. In names, JSON puts a backslash before a
 * quote, and forms write `&` in another way.
 */
export function hasCount(payload: Uint8Array): boolean {
  const { buffer, byteOffset, byteLength } = payload;
  return Buffer.from(buffer, byteOffset, byteLength).includes(payload[0] === BRACE ? '"count":' : '&count=');
}
