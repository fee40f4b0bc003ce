import type { Batch } from '@otelwire/core';

/** A body, and the payloads that it has: those before `end` that are in no body before it. */
export interface EventRequest {
  readonly body: Uint8Array;
  readonly end: number;
}

/** Begins every event; within a text the quotes would have backslashes before them. */
const EVENT_START = '{"key":';
const COMMA = 0x2c;

/**
 * The bodies that a batch is sent as: arrays of at most `maxEvents`. After an outage there is a payload of each export, many with a
 * few events only, and requests are what is scarce.
 */
export function requestsOf({ buffer, ends }: Batch, maxEvents: number): EventRequest[] {
  const requests: EventRequest[] = [];
  let body: Uint8Array | undefined;
  let events = 0;
  for (const [i, end] of ends.entries()) {
    const payload = buffer.subarray(ends[i - 1] ?? 0, end);
    const count = countEvents(payload);
    if (body !== undefined && events + count > maxEvents) {
      requests.push({ body, end: i });
      body = undefined;
      events = 0;
    }
    body = body === undefined ? payload : joined(body, payload);
    events += count;
  }
  return body === undefined ? requests : [...requests, { body, end: ends.length }];
}

function countEvents(payload: Uint8Array): number {
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.length);
  let count = 0;
  for (let at = bytes.indexOf(EVENT_START); at >= 0; at = bytes.indexOf(EVENT_START, at + 1)) count += 1;
  return count;
}

/** Two arrays as one: `[a]` and `[b]` as `[a,b]`. */
function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length - 1);
  both.set(a);
  both[a.length - 1] = COMMA;
  both.set(b.subarray(1), a.length);
  return both;
}
