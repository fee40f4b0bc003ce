const ZERO = 48;
const MINUS = 45;

/** Powers of ten that a double holds exactly: `POWERS_OF_TEN[n]` is 10^n, n = 0 … 22. */
export const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/** '00', '01', … '99', one after another: two digits for one division. */
const PAIRS = Uint8Array.from({ length: 200 }, (_, i) => {
  const pair = i >> 1;
  return ZERO + (i % 2 === 0 ? Math.floor(pair / 10) : pair % 10);
});

/** Writes an integer of at most 2^53 − 1 in magnitude as decimal digits; returns the position after them. */
export function writeInteger(buffer: Uint8Array, position: number, value: number): number {
  let start = position;
  let magnitude = value;
  if (value < 0) {
    buffer[start++] = MINUS;
    magnitude = -value;
  }
  if (magnitude <= 0x7fffffff) return writeInt32(buffer, start, magnitude | 0);
  const upper = Math.floor(magnitude / 1e8);
  const end = writeInt32(buffer, start, upper);
  writeEightDigits(buffer, end, (magnitude - upper * 1e8) | 0);
  return end + 8;
}

/** Writes an integer below 10^8 as exactly eight digits. */
export function writeEightDigits(buffer: Uint8Array, position: number, value: number): void {
  const upper = (value / 10000) | 0;
  const lower = value - upper * 10000;
  writeFourDigits(buffer, position, upper);
  writeFourDigits(buffer, position + 4, lower);
}

function writeFourDigits(buffer: Uint8Array, position: number, value: number): void {
  const upper = (value / 100) | 0;
  const lower = value - upper * 100;
  buffer[position] = PAIRS[upper << 1]!;
  buffer[position + 1] = PAIRS[(upper << 1) + 1]!;
  buffer[position + 2] = PAIRS[lower << 1]!;
  buffer[position + 3] = PAIRS[(lower << 1) + 1]!;
}

function writeInt32(buffer: Uint8Array, position: number, value: number): number {
  const end = position + countDigits(value);
  let rest = value;
  let at = end;
  while (rest >= 100) {
    const upper = (rest / 100) | 0;
    const pair = (rest - upper * 100) << 1;
    rest = upper;
    buffer[--at] = PAIRS[pair + 1]!;
    buffer[--at] = PAIRS[pair]!;
  }
  if (rest >= 10) {
    buffer[--at] = PAIRS[(rest << 1) + 1]!;
    buffer[--at] = PAIRS[rest << 1]!;
  } else {
    buffer[--at] = ZERO + rest;
  }
  return end;
}

function countDigits(value: number): number {
  if (value < 1e4) {
    if (value < 100) return value < 10 ? 1 : 2;
    return value < 1000 ? 3 : 4;
  }
  if (value < 1e8) {
    if (value < 1e6) return value < 1e5 ? 5 : 6;
    return value < 1e7 ? 7 : 8;
  }
  return value < 1e9 ? 9 : 10;
}
