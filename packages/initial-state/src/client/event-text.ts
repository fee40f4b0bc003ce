import { formatNumber } from '@otelwire/core';
import { eventKey } from '../wire/key.js';
import { type MomentRefusal, millisOf } from './moment.js';

/** What an event may say. */
export type EventValue = number | string | boolean;

/** Why a call is not sent. */
export type Refusal = MomentRefusal | 'invalid_key' | 'invalid_value' | 'not_finite' | 'too_large';

/** The server's bound of a value. */
const MAX_VALUE_CHARACTERS = 2000;

/** No event is longer: its key has 100 characters, its value 2000, and JSON spells each with six bytes at the most. */
export const MAX_EVENT_BYTES = 12_800;

/** An event as it stands in a request, or why it cannot. `now` is in milliseconds. */
export function eventText(
  key: unknown,
  value: unknown,
  when: unknown,
  now: number,
): { readonly text: string } | { readonly refusal: Refusal } {
  if (typeof key !== 'string' || key === '') return { refusal: 'invalid_key' };
  const refusal = refusalOf(value);
  if (refusal !== undefined) return { refusal };
  const millis = when === undefined ? now : millisOf(when);
  if (typeof millis === 'string') return { refusal: millis };
  const written = typeof value === 'number' ? formatNumber(value) : JSON.stringify(value);
  const epoch = formatNumber(Math.round(millis) / 1000);
  return { text: `{"key":${JSON.stringify(eventKey(key, '', ''))},"value":${written},"epoch":${epoch}}` };
}

function refusalOf(value: unknown): Refusal | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : 'not_finite';
  if (typeof value === 'string') return value.length > MAX_VALUE_CHARACTERS ? 'too_large' : undefined;
  return typeof value === 'boolean' ? undefined : 'invalid_value';
}
