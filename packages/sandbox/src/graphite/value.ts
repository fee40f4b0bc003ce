import { quote } from '../defect.js';
import type { GraphiteDefects } from './defect.js';
import { readFloat } from './float.js';

const safeForm = /^-?\d+(?:\.\d+)?$/;

/** Reads the value of a line; gives nothing when it cannot be one. */
export function readValue(text: string, column: number, defects: GraphiteDefects): number | undefined {
  const value = safeForm.test(text) ? Number(text) : readFloat(text);
  if (value === undefined) {
    return defects.error(
      'bad-value',
      `value ${quote(text)} is not a decimal number such as 12 or -0.5`,
      column,
    );
  }
  if (!Number.isFinite(value)) return checkValue(value, column, defects);
  if (!safeForm.test(text)) checkForm(text, column, defects);
  return value;
}

/** Checks a value that came as a number; gives nothing when no server keeps it. */
export function checkValue(
  value: number,
  column: number | undefined,
  defects: GraphiteDefects,
): number | undefined {
  if (Number.isNaN(value))
    return defects.error('not-finite', 'the value is NaN; carbon drops it in silence', column);
  if (!Number.isFinite(value)) {
    const message = 'the value is infinite or too large for a double; carbon keeps it, go-carbon does not';
    defects.warn('not-finite', message, column);
  }
  return value;
}

function checkForm(text: string, column: number, defects: GraphiteDefects): void {
  if (/e/i.test(text)) {
    defects.warn('exponent', `value ${quote(text)} has an exponent; write digits and a point only`, column);
  }
  if (text.startsWith('+')) {
    defects.warn('plus-sign', `value ${quote(text)} has a plus sign, which says nothing`, column);
  }
  if (text.includes('_')) {
    defects.warn('underscore', `value ${quote(text)} has an underscore; only Python reads it`, column);
  }
  if (/^[+-]?\.|\.(?!\d)/.test(text)) {
    defects.warn('bare-point', `value ${quote(text)} needs a digit on both sides of its point`, column);
  }
  if (/(?!\d)\p{Nd}/u.test(text)) {
    defects.warn('foreign-digit', `value ${quote(text)} has digits that only Python reads`, column);
  }
}
