import { Writer } from 'protobufjs/minimal.js';
import type { HttpAnswer } from '../listen/http-answer.js';
import type { OtlpDefect } from './defect.js';
import type { Encoding } from './encoding.js';
import { mediaTypes } from './encoding.js';
import type { Refusal } from './refusal.js';

/** How many defects an answer tells: it may not be longer than 4 MiB. */
const maxTold = 20;
const badRequestType = 'type.googleapis.com/google.rpc.BadRequest';

/** `ExportMetricsServiceResponse`: without defects it is empty; a `rejectedCount` of 0 with defects is a warning. */
export function success(
  encoding: Encoding,
  rejectedCount: number,
  defects: readonly OtlpDefect[],
): HttpAnswer {
  const errorMessage = messageOf(defects);
  const isEmpty = rejectedCount === 0 && defects.length === 0;
  if (encoding === 'json') {
    const partialSuccess = { rejectedDataPoints: String(rejectedCount), errorMessage };
    return answer(200, encoding, isEmpty ? {} : { partialSuccess });
  }
  const writer = Writer.create();
  if (!isEmpty) {
    writer.uint32(10).fork().uint32(8).int64(rejectedCount).uint32(18).string(errorMessage).ldelim();
  }
  return answer(200, encoding, writer.finish());
}

/** `google.rpc.Status`, whose details have a `google.rpc.BadRequest` where the request is bad. */
export function failure(encoding: Encoding, { status, defects }: Refusal): HttpAnswer {
  const message = messageOf(defects);
  const told = status === 400 ? defects.slice(0, maxTold) : [];
  if (encoding === 'json') {
    const fieldViolations = told.map(({ where, message }) => ({ field: where, description: message }));
    const details = told.length === 0 ? undefined : [{ '@type': badRequestType, fieldViolations }];
    return answer(status, encoding, { message, details });
  }
  const writer = Writer.create().uint32(18).string(message);
  if (told.length > 0) {
    writer.uint32(26).fork().uint32(10).string(badRequestType).uint32(18).bytes(badRequest(told)).ldelim();
  }
  return answer(status, encoding, writer.finish());
}

/** `google.rpc.BadRequest` */
function badRequest(defects: readonly OtlpDefect[]): Uint8Array {
  const writer = Writer.create();
  for (const { where, message } of defects) {
    writer.uint32(10).fork().uint32(10).string(where).uint32(18).string(message).ldelim();
  }
  return writer.finish();
}

function answer(status: number, encoding: Encoding, body: object): HttpAnswer {
  const headers = { 'content-type': mediaTypes[encoding] };
  if (!(body instanceof Uint8Array)) return { status, headers, body };
  if (body.length === 0) return { status, headers };
  return { status, headers, stream: (response) => response.end(body) };
}

function messageOf(defects: readonly OtlpDefect[]): string {
  const told = defects.slice(0, maxTold).map(({ message }) => message);
  const rest = defects.length - told.length;
  return [...told, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ');
}
