import { isJsonObject } from '../http/body.js';
import type { HttpAnswer } from '../listen/http-answer.js';
import type { StrideRequest } from './answer.js';
import type { Refusal } from './refusal.js';
import { refusal } from './refusal.js';
import type { StrideService } from './service.js';

/** Keeps processes and queries, and answers queries with what the test said. */
export function answerSaved(
  request: StrideRequest,
  area: 'process' | 'analyze',
  service: StrideService,
): HttpAnswer | Refusal {
  const { method, route, json } = request;
  const saved = service.saved[area];
  const { name, tail } = route;
  if (name === undefined && method === 'GET') return { status: 200, body: [...saved.entries.keys()].sort() };
  if (name === undefined) return answerQuery(json, request, service);
  if (method === 'POST' && tail === undefined) return save(name, request, service.saved[area]);
  const known = saved.touch(name);
  if (known === undefined) return refusal(404, 'missing', `there is no ${area} ${name}`);
  if (tail === 'results') return answerQuery(known, request, service);
  if (tail === 'stats') return { status: 200, body: {} };
  if (method === 'DELETE') return { status: saved.delete(name) ? 200 : 404 };
  if (method === 'GET') return { status: 200, body: { name, ...known } };
  if (!isJsonObject(json)) return refusal(400, 'bad-body', 'the body is no JSON object');
  saved.set(name, { ...known, ...json });
  return { status: 200, body: { name, ...known, ...json } };
}

function save(
  name: string,
  { json }: StrideRequest,
  saved: StrideService['saved']['process'],
): HttpAnswer | Refusal {
  if (!isDefinition(json)) return noQuery;
  saved.set(name, json);
  return { status: 201, body: { name, ...json } };
}

function answerQuery(
  definition: unknown,
  { json, parameters }: StrideRequest,
  { options }: StrideService,
): HttpAnswer | Refusal {
  if (!isDefinition(definition)) return noQuery;
  const all = { ...Object.fromEntries(parameters), ...(isJsonObject(json) ? json : undefined) };
  return { status: 200, body: options.answerQuery?.(definition.query, all) ?? [] };
}

const noQuery = refusal(400, 'bad-body', 'the body is no JSON object with a query');

function isDefinition(json: unknown): json is { readonly query: string } {
  return isJsonObject(json) && typeof json.query === 'string' && json.query !== '';
}
