import { isAccepted } from '../defect.js';
import type { HttpAnswer } from '../listen/http-answer.js';
import type { StrideRequest } from './answer.js';
import { readEvents, readStreams } from './read-events.js';
import type { Refusal } from './refusal.js';
import { refusal } from './refusal.js';
import type { StrideNotes, StrideService } from './service.js';

/** Takes events, tells the names of streams, and deletes them. */
export function answerCollect(
  request: StrideRequest,
  service: StrideService,
  notes: StrideNotes,
): HttpAnswer | Refusal {
  const { totals } = service;
  const { method, route } = request;
  const { name } = route;
  if (method === 'POST') return takeEvents(request, service, notes);
  if (name === undefined) return { status: 200, body: [...totals.streams.keys()].sort() };
  if (!totals.streams.has(name)) return refusal(404, 'missing', `there is no stream ${name}`);
  if (method === 'DELETE') totals.deleteStream(name);
  return { status: 200, body: method === 'GET' ? { name } : undefined };
}

function takeEvents(
  { route, json }: StrideRequest,
  { totals, options, subscriptions }: StrideService,
  notes: StrideNotes,
): HttpAnswer | Refusal {
  const { strict = true, maxEventsPerRequest = Number.POSITIVE_INFINITY } = options;
  const { events, defects } = route.name === undefined ? readStreams(json) : readEvents(route.name, json);
  if (events.length > maxEventsPerRequest) {
    const message = `${events.length} events in a request; ${maxEventsPerRequest} are allowed`;
    return refusal(413, 'too-many-events', message);
  }
  if (!isAccepted(defects.found, strict)) {
    const message = defects.found.map((defect) => defect.message).join('; ');
    return { answer: { status: 400, body: { message } }, defects: defects.found };
  }
  for (const taken of events) {
    totals.add(taken);
    notes.record(taken);
    subscriptions.publish(`collect/${taken.stream}`, taken.event);
  }
  return { status: 200 };
}
