import type { HttpRequest } from '../listen/http.js';
import { decodeBody } from './decode-body.js';
import { OtlpDefects } from './defect.js';
import { encodingOf, readRequest } from './encoding.js';

/** Beyond it, reading a message only to show it would cost more than it tells. */
const maxShownBytes = 65_536;

/** A body of protobuf as JSON, for people; undefined where the body is text already, or cannot be shown so. */
export function bodyText(request: HttpRequest): string | undefined {
  if (encodingOf(request.headers['content-type']) !== 'protobuf') return undefined;
  const body = decodeBody(request, maxShownBytes);
  const message = Buffer.isBuffer(body) ? readRequest(body, 'protobuf', new OtlpDefects()) : undefined;
  return message === undefined
    ? `(${request.body.length} bytes of protobuf)`
    : JSON.stringify(message, readable);
}

/** As OTLP's own JSON has it; empty lists and texts are left out, since all messages have all their fields here. */
function readable(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return String(value);
  if (value === '' || (Array.isArray(value) && value.length === 0)) return undefined;
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
}
