import { gzipped } from '@otelwire/core/http';
import { jsonText } from '../wire/json-text.js';
import { StrideError } from './stride-error.js';

/** The bytes of a request, and the headers that tell of them. */
export interface RequestBody {
  readonly bytes: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

export const noBody: RequestBody = { bytes: new Uint8Array(0), headers: {} };

/** As the clients of the service do it: events in gzip, all else plain, and an empty object that is no event not at all. */
export async function requestBody(path: string, json: unknown, gzips: boolean): Promise<RequestBody> {
  const isOfEvents = path.startsWith('/collect');
  const text = textOf(json);
  if (text === undefined || (text === '{}' && !isOfEvents)) return noBody;
  const plain = Buffer.from(text);
  const compressed = gzips && isOfEvents ? await gzipped(plain) : undefined;
  const bytes = compressed ?? plain;
  const encoding = compressed === undefined ? undefined : { 'content-encoding': 'gzip' };
  return { bytes, headers: { ...encoding, 'content-length': String(bytes.length) } };
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
