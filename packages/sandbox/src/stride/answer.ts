import { quote } from '../defect.js';
import { decodeBody, isMediaType, parseJson } from '../http/body.js';
import type { HttpRequest } from '../listen/http.js';
import type { HttpAnswer } from '../listen/http-answer.js';
import { answerCollect } from './answer-collect.js';
import { answerSaved } from './answer-saved.js';
import { answerSubscribe } from './answer-subscribe.js';
import { checkKey } from './check-key.js';
import type { Refusal } from './refusal.js';
import { isRefusal, refusal } from './refusal.js';
import type { Route } from './route.js';
import { routeOf } from './route.js';
import type { StrideNotes, StrideService } from './service.js';

/** A request that was looked at. */
export interface StrideRequest {
  readonly method: string;
  readonly route: Route;
  /** The body's JSON; `undefined` without a body. */
  readonly json: unknown;
  readonly parameters: URLSearchParams;
}

const defaultMaxBodyBytes = 32 * 1024 * 1024;

/** Answers a request as the service did, as far as its clients tell, and takes what is in it. */
export function answerRequest(request: HttpRequest, service: StrideService, notes: StrideNotes): HttpAnswer {
  const read = readRequest(request, service);
  const result = isRefusal(read) ? read : answer(read, service, notes);
  if (!isRefusal(result)) return result;
  notes.refuse(result.defects);
  return result.answer;
}

function answer(request: StrideRequest, service: StrideService, notes: StrideNotes): HttpAnswer | Refusal {
  const { route } = request;
  if (route.tail === 'subscribe') return answerSubscribe(request, service, notes);
  return route.area === 'collect'
    ? answerCollect(request, service, notes)
    : answerSaved(request, route.area, service);
}

function readRequest(request: HttpRequest, service: StrideService): StrideRequest | Refusal {
  const { method, path, query } = request;
  const route = routeOf(path);
  if (route === undefined) return refusal(404, 'bad-request', `nothing is at ${quote(path)}`);
  if (!route.methods.includes(method)) return refusal(405, 'bad-request', `${path} is not for ${method}`);
  const refused = checkKey(request, route, service.options) ?? checkContent(request, service);
  if (refused !== undefined) return refused;
  const bytes = decodeBody(request);
  if (bytes === undefined) return refusal(400, 'bad-encoding', 'the body is not what its gzip should be');
  const json = bytes.length === 0 ? [undefined] : parseJson(bytes.toString('utf8'));
  if (json === undefined) return refusal(400, 'bad-json', 'the body is no JSON');
  // pystride sends a gzipped `null` with GET and DELETE.
  const isBodyless = method === 'GET' || method === 'DELETE';
  return { method, route, json: isBodyless ? undefined : json[0], parameters: new URLSearchParams(query) };
}

function checkContent({ headers, body }: HttpRequest, { options }: StrideService): Refusal | undefined {
  const { strict = true, maxBodyBytes = defaultMaxBodyBytes } = options;
  if (body.length > maxBodyBytes) {
    return refusal(413, 'body-too-large', `the body has ${body.length} bytes; ${maxBodyBytes} are allowed`);
  }
  const contentType = headers['content-type'];
  if (!strict || body.length === 0 || isMediaType(contentType, 'application/json')) return undefined;
  return refusal(
    415,
    'content-type',
    `the content type is ${quote(contentType ?? '')}, not application/json`,
  );
}
