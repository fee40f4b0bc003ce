import { formatNumber, shorten } from '@otelwire/core';
import type { DialectName } from '../wire/dialect.js';

/** What would end the value or the line: bars, control characters, and the line ends of Unicode. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
const DELIMITERS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029|]/g;
const MAX_MEMBER_CHARACTERS = 200;

/** Why a value is no member of a set. */
export type MemberRefusal = 'not_finite' | 'empty_value' | 'invalid_value';

/** The member of a set as a server takes it; long ones stay different by a hash at their end. */
export function setMember(
  member: string | number,
  dialect: DialectName,
): { readonly text: string } | { readonly refusal: MemberRefusal } {
  if (typeof member === 'number') {
    return Number.isFinite(member)
      ? { text: sanitised(formatNumber(member), dialect) }
      : { refusal: 'not_finite' };
  }
  if (typeof member !== 'string') return { refusal: 'invalid_value' };
  return member === '' ? { refusal: 'empty_value' } : { text: sanitised(member, dialect) };
}

function sanitised(member: string, dialect: DialectName): string {
  const text = shorten(member.replace(DELIMITERS, '_'), MAX_MEMBER_CHARACTERS);
  // only DogStatsD takes the colon for part of the member
  if (dialect === 'dogstatsd') return text;
  const whole = text.replaceAll(':', '_');
  // Telegraf allows a sign on counters and gauges only
  return dialect === 'influxdb' ? whole.replace(/^[+-]/, '_') : whole;
}
