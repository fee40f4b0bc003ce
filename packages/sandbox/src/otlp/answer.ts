import { isAccepted, quote } from '../defect.js';
import type { Notes } from '../http/receiver.js';
import type { HttpRequest } from '../listen/http.js';
import type { HttpAnswer } from '../listen/http-answer.js';
import { decodeBody } from './decode-body.js';
import type { OtlpDefect, OtlpDefectCode } from './defect.js';
import { OtlpDefects } from './defect.js';
import type { Encoding } from './encoding.js';
import { encodingOf, mediaTypes, readRequest } from './encoding.js';
import type { OtlpReceiverOptions } from './options.js';
import type { TakenOtlpPoint } from './point.js';
import { readMetrics } from './points/read-metrics.js';
import type { Refusal } from './refusal.js';
import { refusal } from './refusal.js';
import { failure, success } from './response.js';
import type { OtlpTotals } from './totals.js';
import type { ExportMetricsServiceRequest } from './wire/request.js';

/** The specification's advice: https://opentelemetry.io/docs/specs/otlp/#otlphttp-request */
export const defaultMaxBodyBytes = 64 * 1024 * 1024;
const path = '/v1/metrics';

/** Where points are told. */
type OtlpNotes = Notes<TakenOtlpPoint, OtlpDefectCode>;

/** All that answers depend on. */
export interface OtlpService {
  readonly totals: OtlpTotals;
  readonly options: OtlpReceiverOptions;
}

/** A request that was read, and what is not quite right with how it is written. */
interface Read {
  readonly message: ExportMetricsServiceRequest;
  readonly tolerated: readonly OtlpDefect[];
}

/** Answers a request as the specification has it, and takes the points that are good. */
export function answerRequest(request: HttpRequest, service: OtlpService, notes: OtlpNotes): HttpAnswer {
  const encoding = encodingOf(request.headers['content-type']);
  const read = checkRequest(request) ?? readBody(request, encoding, service.options);
  if ('message' in read) return take(read, encoding ?? 'json', service, notes);
  service.totals.count(read.defects);
  notes.refuse(read.defects);
  const answer = failure(encoding ?? 'json', read);
  return read.status === 405 ? { ...answer, headers: { ...answer.headers, allow: 'POST' } } : answer;
}

function checkRequest(request: HttpRequest): Refusal | undefined {
  if (request.path !== path) {
    return refusal(404, 'bad-request', `nothing is at ${quote(request.path)}, only at ${path}`);
  }
  if (request.method !== 'POST') return refusal(405, 'bad-request', `${path} is not for ${request.method}`);
  return undefined;
}

function readBody(
  request: HttpRequest,
  encoding: Encoding | undefined,
  { strict = true, maxBodyBytes = defaultMaxBodyBytes }: OtlpReceiverOptions,
): Read | Refusal {
  if (encoding === undefined) {
    const types = Object.values(mediaTypes).join(' or ');
    const contentType = quote(request.headers['content-type'] ?? '');
    return refusal(415, 'content-type', `the content type is ${contentType}, not ${types}`);
  }
  const body = decodeBody(request, maxBodyBytes);
  if (!Buffer.isBuffer(body)) return body;
  const defects = new OtlpDefects();
  const message = readRequest(body, encoding, defects);
  const isReadable = message !== undefined && isAccepted(defects.found, strict);
  return isReadable ? { message, tolerated: defects.found } : { status: 400, defects: defects.found };
}

function take(read: Read, encoding: Encoding, service: OtlpService, notes: OtlpNotes): HttpAnswer {
  const { totals, options } = service;
  const { taken, refused, refusedCount, ...rest } = readMetrics(read.message, options.strict ?? true);
  const tolerated = [...read.tolerated, ...rest.tolerated];
  totals.refusedPointCount += refusedCount;
  totals.withoutValueCount += rest.withoutValueCount;
  totals.count(refused);
  totals.count(tolerated);
  if (refused.length > 0) notes.refuse(refused);
  for (const point of taken) {
    totals.add(point);
    notes.record(point);
  }
  const warnings = tolerated.filter(({ level }) => level === 'warning');
  return success(encoding, refusedCount, [...refused, ...warnings]);
}
