import { quote } from '../defect.js';
import type { StatsdDefects } from './defect.js';
import type { DialectRules } from './dialect.js';

const safeForm = /^-?\d+(?:\.\d+)?$/;
const decimalForm = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const notFiniteForm = /^[+-]?(?:inf|infinity|nan)$/i;

/** Where a number stands: its column, whose rules hold, and whether a `+` means something there. */
export interface NumberPlace {
  readonly column: number;
  readonly rules: DialectRules;
  readonly plusIsMeant: boolean;
}

/** Reads a value; gives nothing when it cannot be one. */
export function readNumber(text: string, place: NumberPlace, defects: StatsdDefects): number | undefined {
  const number = safeForm.test(text) ? Number(text) : readUnsafe(text, place, defects);
  if (number !== undefined && !Number.isFinite(number)) {
    return defects.error('not-finite', `value ${quote(text)} is too large for a double`, place.column);
  }
  return number;
}

function readUnsafe(text: string, place: NumberPlace, defects: StatsdDefects): number | undefined {
  const { column, rules } = place;
  // Etsy's daemon reads values with JavaScript's Number(), which ignores white space; ParseFloat of Go does not.
  const body = rules.family === 'etsy' ? text.trim() : text;
  if (notFiniteForm.test(body)) {
    const message = `value ${quote(text)} is not finite; the Datadog Agent parses it and then drops the sample`;
    return defects.error('not-finite', message, column);
  }
  if (!decimalForm.test(body)) {
    return defects.error(
      'bad-value',
      `value ${quote(text)} is not a decimal number such as 12 or -0.5`,
      column,
    );
  }
  if (body !== text) {
    defects.warn(
      'white-space',
      `white space around the value ${quote(text)}; only Etsy's daemon reads it`,
      column,
    );
  }
  if (body.startsWith('+') && !place.plusIsMeant) {
    const message = `value ${quote(text)} has a plus sign; a sign belongs to gauge deltas, which this is not`;
    defects.warn('plus-sign', message, column);
  }
  if (/e/i.test(body)) {
    defects.warn('exponent', `value ${quote(text)} has an exponent; write digits and a point only`, column);
  }
  if (/^[+-]?\.|\.(?!\d)/.test(body)) {
    const message = `value ${quote(text)} needs a digit on both sides of its point; Vector refuses .5`;
    defects.warn('bare-point', message, column);
  }
  return Number(body);
}
