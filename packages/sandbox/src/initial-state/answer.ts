import type { Clock } from '@otelwire/core';
import { quote } from '../defect.js';
import { isMediaType } from '../http/body.js';
import type { Notes } from '../http/receiver.js';
import type { HttpRequest } from '../listen/http.js';
import type { HttpAnswer } from '../listen/http-answer.js';
import type { Account } from './account.js';
import { answerBuckets } from './answer-buckets.js';
import { answerEvents } from './answer-events.js';
import type { InitialStateDefectCode } from './defect.js';
import type { TakenInitialStateEvent } from './event.js';
import type { InitialStateReceiverOptions } from './options.js';
import type { Refusal } from './refusal.js';
import { disabledKey, refusal } from './refusal.js';
import type { InitialStateTotals } from './totals.js';
import { isSatisfiable, versions } from './version-range.js';

/** Where events and buckets are told. */
export type InitialStateNotes = Notes<TakenInitialStateEvent, InitialStateDefectCode>;

/** All that answers depend on. */
export interface InitialStateService {
  readonly totals: InitialStateTotals;
  readonly account: Account;
  readonly options: InitialStateReceiverOptions;
  readonly clock: Pick<Clock, 'now'>;
}

/** A request and what its headers or its query say. */
export interface InitialStateRequest extends HttpRequest {
  readonly parameters: URLSearchParams;
  readonly accessKey: string;
}

/** Answers a request as the service does, and takes what is in it. */
export function answerRequest(
  request: HttpRequest,
  service: InitialStateService,
  notes: InitialStateNotes,
): HttpAnswer {
  const parameters = new URLSearchParams(request.query);
  const accessKey = headerOf(request, 'x-is-accesskey') ?? parameters.get('accessKey') ?? '';
  if (request.path === '/api/versions' && request.method === 'GET') return { status: 200, body: versions };
  const refused =
    checkPath(request) ?? checkKey(accessKey, service.account) ?? checkRequest(request, service);
  if (refused !== undefined) return refuse(refused, notes);
  const { isExceeded, headers } = service.account.call(accessKey);
  const isEvents = request.path === '/api/events';
  if (isExceeded) {
    const { answer, defects } = refusal(429, 'rate-exceeded', 'too many calls in this window');
    return refuse({ answer: { ...answer, headers }, defects }, notes);
  }
  const full = { ...request, parameters, accessKey };
  const result = isEvents ? answerEvents(full, service, notes) : answerBuckets(full, service);
  const answer = 'defects' in result ? refuse(result, notes) : result;
  return isEvents ? { ...answer, headers: { ...headers, ...answer.headers } } : answer;
}

/** A header that came once. */
export function headerOf({ headers }: Pick<HttpRequest, 'headers'>, name: string): string | undefined {
  return headers[name]?.toString();
}

function refuse({ answer, defects }: Refusal, notes: InitialStateNotes): HttpAnswer {
  notes.refuse(defects);
  return answer;
}

function checkPath({ method, path }: HttpRequest): Refusal | undefined {
  const methods = { '/api/events': ['POST', 'GET'], '/api/buckets': ['POST'], '/api/versions': ['GET'] }[
    path
  ];
  if (methods === undefined) {
    const message = `nothing is at ${quote(path)}, only at /api/buckets, /api/events and /api/versions`;
    return refusal(404, 'bad-request', message);
  }
  if (methods.includes(method)) return undefined;
  return refusal(405, 'bad-request', `${path} is not for ${method}`);
}

function checkKey(accessKey: string, account: Account): Refusal | undefined {
  if (accessKey === '') return refusal(401, 'no-access-key', 'no access key');
  if (account.isDisabled(accessKey)) return disabledKey;
  return account.isKnown(accessKey) ? undefined : refusal(401, 'unauthorized', 'no such access key');
}

function checkRequest(request: HttpRequest, { options }: InitialStateService): Refusal | undefined {
  const { headers, body } = request;
  const { strict = true, maxBodyBytes = 1_000_000 } = options;
  const range = headerOf(request, 'accept-version') ?? '';
  if (!isSatisfiable(range)) {
    return refusal(400, 'bad-version', `no version satisfies ${quote(range)}`);
  }
  if (body.length > maxBodyBytes) {
    const message = `the body has ${body.length} bytes; ${maxBodyBytes} are allowed`;
    return refusal(413, 'body-too-large', message);
  }
  if (headers['content-encoding'] !== undefined) {
    return refusal(400, 'bad-request', 'nothing says that encoded bodies are read');
  }
  const contentType = headers['content-type'];
  if (strict && body.length > 0 && !isMediaType(contentType, 'application/json')) {
    return refusal(
      400,
      'bad-request',
      `the content type is ${quote(contentType ?? '')}, not application/json`,
    );
  }
  return undefined;
}
