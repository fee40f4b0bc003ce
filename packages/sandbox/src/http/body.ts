import { gunzipSync } from 'node:zlib';
import type { HttpRequest } from '../listen/http.js';

const maxDecodedBytes = 64 * 1024 * 1024;

/** The body of a request without its gzip; nothing if it is encoded otherwise, or cannot be read. */
export function decodeBody({ headers, body }: Pick<HttpRequest, 'headers' | 'body'>): Buffer | undefined {
  const encoding = headers['content-encoding'];
  if (encoding === undefined || encoding === 'identity') return body;
  if (encoding !== 'gzip') return undefined;
  try {
    return gunzipSync(body, { maxOutputLength: maxDecodedBytes });
  } catch {
    return undefined;
  }
}

/** What a text says as JSON, in a list of one; nothing if it is none. */
export function parseJson(text: string): readonly [value: unknown] | undefined {
  try {
    return [JSON.parse(text)];
  } catch {
    return undefined;
  }
}

/** Whether something is a JSON object. */
export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a content type names a media type, whatever its parameters say. */
export function isMediaType(contentType: string | undefined, mediaType: string): boolean {
  return contentType?.replace(/;.*/s, '').trim().toLowerCase() === mediaType;
}
