/** Headers by name. */
export type HttpHeaders = Readonly<Record<string, string>>;

/** What belongs to the transport, or to a single connection. */
const reserved = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'keep-alive',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Why a header cannot be sent, as half a sentence that does not repeat its value. */
export function headerProblem(name: string, value: string): string | undefined {
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) return 'its name is not one that HTTP allows';
  if (reserved.has(name.toLowerCase())) return 'it is set by the transport';
  if (!isHeaderValue(value)) return 'its value has characters that HTTP does not allow';
  return undefined;
}

/** Beyond Latin-1, and with other control characters than a tab, undici throws. */
export function isHeaderValue(value: string): boolean {
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(value);
}
