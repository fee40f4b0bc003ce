import { POWERS_OF_TEN, writeEightDigits, writeInteger } from './integer.js';

const ZERO = 48;
const POINT = 46;
const MINUS = 45;

/** The longest that `writeNumber` writes: `-0.` and 324 decimals (−2.2250738585072014e-308). */
export const MAX_NUMBER_BYTES = 327;

/** Below this, a thousand times the value is an int32. */
const THOUSANDTHS_LIMIT = 2_000_000;
/**
 * 10^16 ÷ 10^22: seventeen digits of anything smaller would need a power of ten that no double holds exactly.
 */
const SHORTEST_LOWER_LIMIT = 1e-6;
/** There are no fractions above. */
const SHORTEST_UPPER_LIMIT = 2 ** 53;
/** 2^27 + 1: times a double, it shows where to cut its 53 bits into two halves (Dekker 1971). */
const CUTTER = 134217729;
/** 1.5 × 2^52: added to and taken from a small number, it leaves the nearest integer, ties to even. */
const ROUNDER = 6755399441055744;

const double = new Float64Array(1);
const words = new Uint32Array(double.buffer);
/** Big-endian machines keep the exponent in the first word. */
const HIGH_WORD = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1 ? 1 : 0;

/** `HALF_GAPS[e + 20]`: half the distance between neighbouring doubles in [2^e, 2^(e+1)), e = −20 … 52. */
const HALF_GAPS = Float64Array.from({ length: 73 }, (_, i) => 2 ** (i - 20 - 53));

/**
 * Writes a finite number as the shortest decimal that reads back as the same double: the digits of
 * `String(value)`, but never an exponent, and `0` for `-0`. Returns the position after it. The buffer must
 * have `MAX_NUMBER_BYTES` left, of which some beyond the end may be scribbled on. `NaN` and infinities are
 * the caller's to sort out: they come out as words.
 */
export function writeNumber(buffer: Uint8Array, position: number, value: number): number {
  double[0] = value;
  return writeNumberAt(buffer, position, double, 0);
}

/**
 * `writeNumber` of `values[index]`. A double that is handed to a function which V8 does not inline is an object each time: this
 * way an export of histograms allocates 30 bytes a point less.
 */
export function writeNumberAt(
  buffer: Uint8Array,
  position: number,
  values: Float64Array,
  index: number,
): number {
  const value = values[index]!;
  const integer = value | 0;
  if (integer === value) return writeInteger(buffer, position, integer);
  if (Number.isSafeInteger(value)) return writeInteger(buffer, position, value);
  let start = position;
  let magnitude = value;
  if (value < 0) {
    buffer[start++] = MINUS;
    magnitude = -value;
  }
  if (magnitude < THOUSANDTHS_LIMIT) {
    const scaled = magnitude * 1000;
    const thousandths = scaled + ROUNDER - ROUNDER;
    const isNear = scaled - thousandths < 1e-6 && thousandths - scaled < 1e-6; // spares most a division
    if (isNear && thousandths / 1000 === magnitude) return writeThousandths(buffer, start, thousandths | 0);
  }
  if (magnitude >= SHORTEST_LOWER_LIMIT && magnitude < SHORTEST_UPPER_LIMIT) {
    double[0] = magnitude;
    return writeShortest(buffer, start);
  }
  return writeText(buffer, start, formatNumber(magnitude));
}

/** What `writeNumber` writes, as a string. */
export function formatNumber(value: number): string {
  const text = String(value);
  const mark = text.indexOf('e');
  if (mark < 0) return text;
  const sign = value < 0 ? '-' : '';
  const digits = text.slice(sign.length, mark).replace('.', '');
  const exponent = Number(text.slice(mark + 1));
  if (exponent > 0) return sign + digits.padEnd(exponent + 1, '0');
  return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
}

function writeText(buffer: Uint8Array, position: number, text: string): number {
  for (let i = 0; i < text.length; i++) buffer[position + i] = text.charCodeAt(i);
  return position + text.length;
}

/**
 * A division is rounded correctly, so what it gives back is what a reader of these at most 15 digits gets.
 */
function writeThousandths(buffer: Uint8Array, position: number, thousandths: number): number {
  const whole = (thousandths / 1000) | 0;
  const fraction = thousandths - whole * 1000;
  const tenths = (fraction / 100) | 0;
  const hundredths = ((fraction / 10) | 0) - tenths * 10;
  const last = fraction - tenths * 100 - hundredths * 10;
  const end = writeInteger(buffer, position, whole);
  buffer[end] = POINT;
  buffer[end + 1] = ZERO + tenths;
  buffer[end + 2] = ZERO + hundredths;
  buffer[end + 3] = ZERO + last;
  if (last !== 0) return end + 4;
  return hundredths !== 0 ? end + 3 : end + 2;
}

/**
 * What is in `double`, × 10^k, is computed exactly, as the sum of two doubles, with k such that it has 17 digits before its
 * point. Rounded to an integer, these identify any double; `shorten` finds out whether fewer do.
 */
function writeShortest(buffer: Uint8Array, position: number): number {
  const value = double[0]!;
  const highWord = words[HIGH_WORD]!;
  const binary = (highWord >>> 20) - 1023;
  let k = 16 - (((binary + 1) * 1233) >> 12); // 1233 / 4096 is log10(2), near enough
  let product = value * POWERS_OF_TEN[k]!;
  if (product < 1e16) product = value * POWERS_OF_TEN[++k]!;
  const power = POWERS_OF_TEN[k]!;
  const error = productError(value, power, product);
  const step = error + ROUNDER - ROUNDER;
  let upper = Math.floor(product * 1e-8);
  let lower = product - upper * 1e8 + step;
  if (lower < 0) {
    lower += 1e8;
    upper--;
  } else if (lower >= 1e8) {
    lower -= 1e8;
    upper++;
  }
  // The gap below a power of two is half as wide as the one above.
  const isPowerOfTwo = (highWord & 0xfffff) === 0 && words[1 - HIGH_WORD] === 0;
  if (isPowerOfTwo) return writeText(buffer, position, formatNumber(value));
  lower = shorten(lower | 0, error - step, HALF_GAPS[binary + 20]! * power);
  if (lower === 1e8) {
    lower = 0;
    upper++;
  }
  const isOverPowerOfTen = upper < 1e8 || upper >= 1e9; // by rounding
  if (isOverPowerOfTen) return writeText(buffer, position, formatNumber(value));
  return writeDigits(buffer, position, 16 - k, upper | 0, lower | 0);
}

/** `a` × `b` − `product`, exactly: both are cut into halves whose products need no rounding (Dekker 1971). */
function productError(a: number, b: number, product: number): number {
  const aCut = CUTTER * a;
  const aHead = aCut - (aCut - a);
  const aTail = a - aHead;
  const bCut = CUTTER * b;
  const bHead = bCut - (bCut - b);
  const bTail = b - bHead;
  return aHead * bHead - product + aHead * bTail + aTail * bHead + aTail * bTail;
}

/**
 * `lower` are the last eight of seventeen digits, `rest` is what rounding to them took away. Returns them
 * with the last two, or the last one, rounded to zero if that changes less than half the gap to the next
 * double (halfway between two doubles lies nothing that short). No double has two decimals of fifteen digits,
 * so one that needs fewer than fifteen gets the same digits and zeros after them.
 */
function shorten(lower: number, rest: number, halfGap: number): number {
  const hundreds = (((lower + 50) / 100) | 0) * 100;
  if (Math.abs(hundreds - lower - rest) < halfGap) return hundreds;
  const ten = (lower / 10) | 0;
  const last = lower - ten * 10;
  const isUp = last > 5 || (last === 5 && (rest > 0 || (rest === 0 && (ten & 1) === 1)));
  const tens = (isUp ? ten + 1 : ten) * 10;
  return Math.abs(tens - lower - rest) < halfGap ? tens : lower;
}

/**
 * Seventeen digits, nine and eight, as d.ddd… × 10^exponent, −6 ≤ exponent ≤ 15, without the zeros at the
 * end.
 */
function writeDigits(
  buffer: Uint8Array,
  position: number,
  exponent: number,
  upper: number,
  lower: number,
): number {
  let start = position + 1; // leaves room for the digits before the point to move to
  if (exponent < 0) {
    buffer[position] = ZERO;
    buffer[position + 1] = POINT;
    start = position + 1 - exponent;
    for (let i = position + 2; i < start; i++) buffer[i] = ZERO;
  }
  const first = (upper / 1e8) | 0;
  buffer[start] = ZERO + first;
  writeEightDigits(buffer, start + 1, upper - first * 1e8);
  writeEightDigits(buffer, start + 9, lower);
  if (exponent >= 0) {
    for (let i = position; i <= position + exponent; i++) buffer[i] = buffer[i + 1]!;
    buffer[position + exponent + 1] = POINT;
  }
  let end = start + 17;
  while (buffer[end - 1] === ZERO) end--;
  return end;
}
