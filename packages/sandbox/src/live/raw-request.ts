import type { KeptRequest } from '../http/request-totals.js';

const maxBodyLength = 1000;

/** Keys that StatHat takes in bodies and queries, and Initial State in queries: they are not for a page that others may look at. */
const secretPattern = /("?\b(?:ezkey|ukey|accessKey)"?\s*[=:]\s*"?)[^&"\s]+/gi;

/** A request as a raw line: method and path, and the body below. */
export function rawRequest({ method, path, query, body }: KeptRequest): string {
  const target = query === '' ? path : `${path}?${query}`;
  const head = `${method} ${target}`;
  const whole = body === '' ? head : `${head}\n${body.slice(0, maxBodyLength)}`;
  return whole.replace(secretPattern, '$1…');
}

/** Of the body: as it came over the wire where the request says it. */
export function bodyBytes({ headers, body }: KeptRequest): number {
  const told = Number(headers['content-length']);
  return Number.isSafeInteger(told) && told >= 0 ? told : Buffer.byteLength(body);
}
