import { expected, type Parsed, type Parser } from './parser.js';

/** Both ends included. */
export interface Range {
  readonly min?: number;
  readonly max?: number;
}

/** What Node.js timers take: above it they fire at once. */
const MAX_TIMER_MILLIS = 2_147_483_647;
const INTEGER = /^[+-]?\d+$/;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A whole number. Default range: what a double holds exactly. */
export function integer(range: Range = {}): Parser<number> {
  return numeric('a whole number', range, INTEGER, Number.isSafeInteger);
}

/** A duration in whole milliseconds. Default range: 0 to what a timer takes. */
export function millis({ min = 0, max = MAX_TIMER_MILLIS }: Range = {}): Parser<number> {
  return numeric('a whole number of milliseconds', { min, max }, INTEGER, Number.isSafeInteger);
}

/** A finite number. Default range: all of them. */
export function number(range: Range = {}): Parser<number> {
  return numeric('a number', range, DECIMAL, Number.isFinite);
}

function numeric(
  noun: string,
  { min = -Infinity, max = Infinity }: Range,
  syntax: RegExp,
  isOne: (value: unknown) => boolean,
): Parser<number> {
  const allowed = noun + rangeText(min, max);
  const fromCode = (value: unknown): Parsed<number> =>
    typeof value === 'number' && isOne(value) && value >= min && value <= max
      ? { value: value + 0 } // turns -0 into 0
      : expected(allowed);
  return {
    allowed,
    fromCode,
    fromText: (text) => (syntax.test(text) ? fromCode(Number(text)) : expected(allowed)),
  };
}

function rangeText(min: number, max: number): string {
  if (min === -Infinity) return max === Infinity ? '' : ` up to ${max}`;
  return max === Infinity ? `, ${min} or more` : ` from ${min} to ${max}`;
}
