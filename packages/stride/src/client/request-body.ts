import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { jsonText } from '../wire/json-text.js';
import { StrideError } from './stride-error.js';

/** The bytes of a request, and the headers that tell of them. */
export interface RequestBody {
  readonly bytes: Uint8Array | null;
  readonly headers: Readonly<Record<string, string>>;
}

const compress = promisify(gzip);

/** As the clients of the service do it: events in gzip, all else plain, and an empty object that is no event not at all. */
export async function requestBody(path: string, json: unknown, gzips: boolean): Promise<RequestBody> {
  const isOfEvents = path.startsWith('/collect');
  const text = textOf(json);
  if (text === undefined || (text === '{}' && !isOfEvents)) return { bytes: null, headers: {} };
  const bytes = Buffer.from(text);
  if (!gzips || !isOfEvents) return { bytes, headers: {} };
  return { bytes: await compress(bytes), headers: { 'content-encoding': 'gzip' } };
}

function textOf(json: unknown): string | undefined {
  try {
    return jsonText(json);
  } catch (cause) {
    throw new StrideError(0, 'what was given has no form in JSON: a bigint, or an object in itself', {
      cause,
    });
  }
}
