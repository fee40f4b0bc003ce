import { unixSeconds } from '@otelwire/core';
import { cutText, escapedText, field } from './field-text.js';
import type { DogStatsdEvent } from './metrics.js';

/** Why an event or service check cannot be sent. */
export type LineRefusal =
  | 'invalid_title'
  | 'invalid_name'
  | 'invalid_status'
  | 'invalid_timestamp'
  | 'too_large';

export type Line = { readonly line: string } | { readonly refusal: LineRefusal };

const priorities: readonly unknown[] = ['normal', 'low'];
const alertTypes: readonly unknown[] = ['error', 'warning', 'info', 'success'];
/** The two lengths of the header have at most five digits each. */
const LENGTH_DIGITS = 10;

/**
 * `_e{title bytes,text bytes}:title|text|fields`, the newline included. The lengths are those of UTF-8 after escaping; they
 * are what makes a bar in title or text harmless. `ending` is tags and origin.
 */
export function eventLine(event: DogStatsdEvent, ending: string, maxBytes: number): Line {
  if (typeof event.title !== 'string' || event.title === '') return { refusal: 'invalid_title' };
  const seconds = event.timestamp === undefined ? undefined : unixSeconds(event.timestamp);
  if (event.timestamp !== undefined && seconds === undefined) return { refusal: 'invalid_timestamp' };
  const fields =
    field('d', seconds) +
    field('h', event.hostname) +
    field('k', event.aggregationKey) +
    field('p', priorities.includes(event.priority) ? event.priority : undefined) +
    field('s', event.sourceType) +
    field('t', alertTypes.includes(event.alertType) ? event.alertType : undefined);
  const title = escapedText(event.title);
  const titleBytes = Buffer.byteLength(title);
  const restBytes = LENGTH_DIGITS + '_e{,}:|\n'.length + Buffer.byteLength(fields + ending);
  const room = maxBytes - restBytes - titleBytes;
  const text = cutText(escapedText(String(event.text ?? '')), room);
  if (room < 0 || Buffer.byteLength(text) > room) return { refusal: 'too_large' };
  return {
    line: `_e{${titleBytes},${Buffer.byteLength(text)}}:${title}|${text}${fields}${ending}\n`,
  };
}
