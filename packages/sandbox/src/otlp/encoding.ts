import { isMediaType } from '../http/body.js';
import type { OtlpDefects } from './defect.js';
import { readJson } from './wire/read-json.js';
import { readProtobuf } from './wire/read-protobuf.js';
import type { ExportMetricsServiceRequest } from './wire/request.js';

/** What a body is written in; answers are written in the same. */
export type Encoding = 'protobuf' | 'json';

export const mediaTypes: Readonly<Record<Encoding, string>> = {
  protobuf: 'application/x-protobuf',
  json: 'application/json',
};

/** The encoding that a content type names. */
export function encodingOf(contentType: string | undefined): Encoding | undefined {
  if (isMediaType(contentType, mediaTypes.protobuf)) return 'protobuf';
  return isMediaType(contentType, mediaTypes.json) ? 'json' : undefined;
}

/** Reads a request; nothing, and why, if it cannot be read. */
export function readRequest(
  bytes: Uint8Array,
  encoding: Encoding,
  defects: OtlpDefects,
): ExportMetricsServiceRequest | undefined {
  const read = encoding === 'json' ? readJson : readProtobuf;
  const message: unknown = read(bytes, 'ExportMetricsServiceRequest', defects);
  return message as ExportMetricsServiceRequest | undefined;
}
