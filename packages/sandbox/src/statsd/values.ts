import { quote } from '../defect.js';
import type { StatsdDefects } from './defect.js';
import type { DialectRules, MetricType } from './dialect.js';
import { readNumber } from './number.js';

/** Where values stand, of which type they are, and whose rules hold. */
export interface ValuesPlace {
  readonly column: number;
  readonly type: MetricType;
  readonly rules: DialectRules;
}

/** Reads the one value of a record, or several with colons between them. */
export function readValues(text: string, place: ValuesPlace, defects: StatsdDefects): readonly number[] {
  const values: number[] = [];
  const pieces = text.split(':');
  if (pieces.length > 1) checkPacking(place, defects);
  let at = place.column;
  for (const piece of pieces) {
    if (piece !== '') readValue(piece, at, place, values, defects);
    else if (pieces.length > 1) defects.warn('empty-value', 'one of the packed values is empty', at);
    at += piece.length + 1;
  }
  if (values.length === 0)
    defects.error('empty-value', 'there is no value between name and type', place.column);
  return values;
}

function readValue(
  piece: string,
  column: number,
  { type, rules }: ValuesPlace,
  into: number[],
  defects: StatsdDefects,
): void {
  const plusIsMeant = type === 'g' && rules.gaugesAreRelative;
  const value = readNumber(piece, { column, rules, plusIsMeant }, defects);
  if (value === undefined) return;
  into.push(value);
  if (type === 'ms' && value < 0 && rules.family === 'etsy') {
    defects.error(
      'negative-timer',
      `a timer must not be negative, but is ${piece}; Etsy's daemon refuses it`,
      column,
    );
  }
  if (type !== 'c' && type !== 'g' && rules.dialect === 'influxdb' && piece.startsWith('-'))
    signed(piece, column, defects);
}

/** Source: influxdata/telegraf plugins/inputs/statsd/statsd.go */
function signed(text: string, column: number, defects: StatsdDefects): void {
  defects.warn(
    'signed-sample',
    `value ${quote(text)} has a sign; Telegraf allows one on c and g only`,
    column,
  );
}

function checkPacking({ column, type, rules }: ValuesPlace, defects: StatsdDefects): void {
  if (!rules.packedTypes.has(type)) {
    const message = `several values in one record of the type ${type}; the dialect ${rules.dialect} has one`;
    defects.error('packed-values', message, column);
  } else if (rules.dialect === 'influxdb') {
    defects.warn('packed-values', 'several values in one record; Telegraf drops the line', column);
  }
}

/** Reads the member of a set: any text, colons included. */
export function readMembers(
  text: string,
  { column, rules }: ValuesPlace,
  defects: StatsdDefects,
): readonly string[] {
  if (text === '') defects.error('empty-value', 'there is no value between name and type', column);
  if (rules.family !== 'datadog' && text.includes(':')) {
    defects.error('packed-values', `set member ${quote(text)} has a colon; only DogStatsD takes one`, column);
  }
  if (rules.dialect === 'influxdb' && /^[+-]/.test(text)) signed(text, column, defects);
  return [text];
}
