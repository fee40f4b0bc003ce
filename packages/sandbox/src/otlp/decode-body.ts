import { gunzipSync } from 'node:zlib';
import { quote } from '../defect.js';
import type { HttpRequest } from '../listen/http.js';
import type { Refusal } from './refusal.js';
import { refusal } from './refusal.js';

/** The body of a request without its gzip; or why there is none. */
export function decodeBody(
  { headers, body }: Pick<HttpRequest, 'headers' | 'body'>,
  maxBodyBytes: number,
): Buffer | Refusal {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (body.length > maxBodyBytes) return tooLarge(maxBodyBytes);
  if (encoding === 'identity') return body;
  if (encoding !== 'gzip') {
    return refusal(415, 'bad-encoding', `the content encoding is ${quote(encoding)}, not gzip`);
  }
  try {
    return gunzipSync(body, { maxOutputLength: maxBodyBytes });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') return tooLarge(maxBodyBytes);
    return refusal(400, 'bad-encoding', 'the body is not the gzip that it should be');
  }
}

function tooLarge(maxBodyBytes: number): Refusal {
  return refusal(
    413,
    'body-too-large',
    `the body has more than ${maxBodyBytes} bytes, before or after gunzip`,
  );
}
