import type { Wrapping } from '@otelwire/core';
import { bytesOf } from './bytes.js';

export const bodies = ['json-array', 'ndjson', 'multi-stream'] as const;

/** `[event,…]`, one event a line, or `{"stream":[event,…],…}`. */
export type Body = (typeof bodies)[number];

/** A line feed parts two events in each form: a raw one occurs nowhere within JSON that was written without spaces. */
const wrappings: Readonly<Record<Body, Wrapping>> = {
  'json-array': { head: bytesOf('['), separator: bytesOf(',\n'), tail: bytesOf(']') },
  ndjson: { head: bytesOf(''), separator: bytesOf('\n'), tail: bytesOf('\n') },
  // a stream for each event, until `groupStreams` has put those of one stream together
  'multi-stream': { head: bytesOf('{'), separator: bytesOf(',\n'), tail: bytesOf('}') },
};

export function wrappingOf(body: Body): Wrapping {
  return wrappings[body];
}

export function contentTypeOf(body: Body): string {
  return body === 'ndjson' ? 'application/x-ndjson' : 'application/json';
}
