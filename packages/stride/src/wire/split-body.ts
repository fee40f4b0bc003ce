import type { Body } from './body.js';
import { wrappingOf } from './body.js';
import { composeStreams, readStreams } from './multi-stream.js';

const LINE_FEED = 10;

/** The two halves of a body that a server finds too long, by bytes; undefined for what has only one event. */
export function splitBody(body: Body, payload: Uint8Array): readonly [Uint8Array, Uint8Array] | undefined {
  return body === 'multi-stream' ? splitStreams(payload) : splitLines(body, payload);
}

function splitStreams(payload: Uint8Array): readonly [Uint8Array, Uint8Array] | undefined {
  const events = readStreams(payload);
  if (events.length < 2) return undefined;
  const middle = events.length >> 1;
  return [composeStreams(payload, events.slice(0, middle)), composeStreams(payload, events.slice(middle))];
}

function splitLines(body: Body, payload: Uint8Array): readonly [Uint8Array, Uint8Array] | undefined {
  const { head, separator, tail } = wrappingOf(body);
  const end = payload.length - tail.length;
  const middle = end >> 1;
  const before = payload.lastIndexOf(LINE_FEED, middle);
  const lineFeed = before >= 0 ? before : payload.indexOf(LINE_FEED, middle);
  if (lineFeed < 0 || lineFeed >= end) return undefined;
  const firstEnd = lineFeed + 1 - separator.length;
  return [
    Buffer.concat([payload.subarray(0, firstEnd), tail]),
    Buffer.concat([head, payload.subarray(lineFeed + 1)]),
  ];
}
