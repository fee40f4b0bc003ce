const ZERO = 48;
const PLUS = 43;
const MINUS = 45;
const POINT = 46;

/** So many digits are less than 2^53. */
const EXACT_DIGITS = 15;
/** All of them are doubles, so that a quotient is rounded once. */
const POWERS_OF_TEN = Float64Array.from({ length: EXACT_DIGITS + 1 }, (_, exponent) =>
  Number(`1e${exponent}`),
);

/** The number in `bytes[start … end]`, as `Number` reads its text: decimals of up to 15 digits without making one. */
export function readNumber(bytes: Buffer, start: number, end: number): number {
  const sign = bytes[start];
  const digitsStart = sign === MINUS || sign === PLUS ? start + 1 : start;
  let value = 0;
  let decimals = -1;
  for (let i = digitsStart; i < end; i += 1) {
    const digit = bytes[i]! - ZERO;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      if (decimals >= 0) decimals += 1;
    } else if (bytes[i] === POINT && decimals < 0) decimals = 0;
    else return readText(bytes, start, end);
  }
  const digits = end - digitsStart - (decimals < 0 ? 0 : 1);
  if (digits === 0 || digits > EXACT_DIGITS) return readText(bytes, start, end);
  if (decimals > 0) value /= POWERS_OF_TEN[decimals]!;
  return sign === MINUS ? -value : value;
}

function readText(bytes: Buffer, start: number, end: number): number {
  return Number(bytes.toString('latin1', start, end));
}
