import type { Samples } from './samples.js';

/** From 2^0 to 2^53, up to where doubles count. */
const POWERS = 54;

/** `RATES[n]` is 2^−n in full: 5^n has the same digits. */
const RATES = Array.from({ length: POWERS }, (_, n) =>
  n === 0 ? '1' : `0.${String(5n ** BigInt(n)).padStart(n, '0')}`,
);

/**
 * Takes each weight apart into powers of two, and for each power, beginning with 1, lists the values whose
 * weight has it: the weight of a value is the sum of the powers it is listed for. Powers that no weight has
 * are left out. Unlike 1/7, say, 1/power can be written as a decimal exactly, so that a receiver which
 * multiplies by 1/rate gets an integer whether it rounds or truncates. `values` is valid during the call back
 * only.
 */
export function forEachPower(
  samples: Samples,
  callback: (power: number, values: Float64Array, length: number) => void,
): void {
  let heaviest = 0;
  for (let i = 0; i < samples.length; i++) heaviest = Math.max(heaviest, samples.weights[i]!);
  for (let power = 1; power <= heaviest; power *= 2) {
    const length = select(samples, power);
    if (length > 0) callback(power, samples.selected, length);
  }
}

function select(samples: Samples, power: number): number {
  const { length, values, weights, selected } = samples;
  let found = 0;
  for (let i = 0; i < length; i++) {
    const multiple = Math.floor(weights[i]! / power);
    if (multiple - 2 * Math.floor(multiple / 2) === 1) selected[found++] = values[i]!;
  }
  return found;
}

/** 1/power as digits and a dot, exactly; `power` is one that `forEachPower` gave. */
export function rateOfPower(power: number): string {
  return RATES[Math.round(Math.log2(power))]!;
}
