import { jsonText } from '../wire/json-text.js';
import { StrideError } from './stride-error.js';

/** What is collected: anything that JSON has a form for. `$timestamp` and `$id` have a meaning to the server. */
export type StrideEvent = object;

/** What the server puts events in order by: RFC 3339, by default now. Changes the event, and gives it back. */
export function setTimestamp<Event extends StrideEvent>(event: Event, moment: Date = new Date()): Event {
  if (!isEvent(event)) throw new StrideError(0, 'the event is not an object');
  if (!(moment instanceof Date) || Number.isNaN(moment.getTime())) {
    throw new StrideError(0, 'the timestamp is not a valid date');
  }
  return Object.assign(event, { $timestamp: moment.toISOString() });
}

/** What tells events apart: any value but null. Changes the event, and gives it back. */
export function setId<Event extends StrideEvent>(event: Event, id: unknown): Event {
  if (!isEvent(event)) throw new StrideError(0, 'the event is not an object');
  if (id === null || !hasJson(id)) {
    throw new StrideError(0, 'the id is null, or has no form in JSON');
  }
  return Object.assign(event, { $id: id });
}

/** An event as JSON; undefined for what is none. `moment` becomes its `$timestamp` where it has none. */
export function eventText(event: unknown, moment: string | undefined): string | undefined {
  if (!isEvent(event)) return undefined;
  try {
    // The server would refuse the whole request for it.
    if ('$id' in event && event.$id === null) return undefined;
    const isStamped = moment === undefined || '$timestamp' in event;
    const text = jsonText(isStamped ? event : { ...event, $timestamp: moment });
    return text?.startsWith('{') ? text : undefined;
  } catch {
    return undefined;
  }
}

/** Whether all events of a body of several streams have a time or an id, so that it does no harm when they come twice. */
export function areMarked(payload: Uint8Array): boolean {
  const streams = JSON.parse(Buffer.from(payload).toString()) as Readonly<Record<string, object[]>>;
  return Object.values(streams).every((events) =>
    events.every((event) => '$timestamp' in event || '$id' in event),
  );
}

function isEvent(event: unknown): event is StrideEvent {
  return typeof event === 'object' && event !== null && !Array.isArray(event);
}

function hasJson(value: unknown): boolean {
  try {
    return jsonText(value) !== undefined;
  } catch {
    return false;
  }
}
