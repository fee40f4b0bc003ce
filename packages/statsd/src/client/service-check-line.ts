import { unixSeconds } from '@otelwire/core';
import type { Line } from './event-line.js';
import { cutText, escapedText, field, fieldText } from './field-text.js';
import type { ServiceCheck } from './metrics.js';

/** `|m:` and the dots of a message that was cut. */
const MIN_MESSAGE_BYTES = 6;
const words = ['ok', 'warning', 'critical', 'unknown'];

function statusNumber(status: unknown): number {
  return typeof status === 'number' && status in words ? status : words.indexOf(String(status));
}

/**
 * `_sc|name|status|fields|m:message`, the newline included. Nothing protects a bar in the message, so it becomes `_`. `tags`
 * and `suffix` (the origin) stand before and behind the message, as Datadog's Go client writes them.
 */
export function serviceCheckLine(check: ServiceCheck, tags: string, suffix: string, maxBytes: number): Line {
  if (typeof check.name !== 'string' || check.name === '') return { refusal: 'invalid_name' };
  const status = statusNumber(check.status);
  if (status < 0) return { refusal: 'invalid_status' };
  const seconds = check.timestamp === undefined ? undefined : unixSeconds(check.timestamp);
  if (check.timestamp !== undefined && seconds === undefined) return { refusal: 'invalid_timestamp' };
  const head = `_sc|${fieldText(check.name)}|${status}${field('d', seconds)}${field('h', check.hostname)}${tags}`;
  const message = escapedMessage(check.message);
  const room = maxBytes - Buffer.byteLength(`${head}${suffix}\n`);
  if (room < 0) return { refusal: 'too_large' };
  const section = message === '' || room < MIN_MESSAGE_BYTES ? '' : `|m:${cutText(message, room - 3)}`;
  return { line: `${head}${section}${suffix}\n` };
}

function escapedMessage(message: unknown): string {
  if (message === undefined || message === null) return '';
  return escapedText(String(message)).replaceAll('|', '_').replaceAll('m:', 'm\\:');
}
