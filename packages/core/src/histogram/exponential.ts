import { floorToDecimals } from './decimal.js';

const LOG10_OF_2 = Math.log10(2);

/** What all buckets of one scale have in common: factors are multiples of a bucket's lower bound. */
interface Scale {
  /** base^index is 2^(index × exponentStep). */
  readonly exponentStep: number;
  readonly harmonicMean: number;
  /** The greatest and the smallest decimal that stand for a bucket lie between these. */
  readonly geometricMean: number;
  readonly leastDecimal: number;
  /** With so many significant digits some decimals lie between the two, with one more always one does. */
  readonly digits: number;
}

const scales = new Map<number, Scale>();

/**
 * The decimals found last: from one export to the next they are the same ones mostly, and logarithms are
 * slow.
 */
const MEMORY = 2048;
const decimals = new Float64Array(MEMORY);
const remembered = new Float64Array(MEMORY).fill(Number.NaN);

function scaleOf(scale: number): Scale {
  let found = scales.get(scale);
  if (found === undefined) {
    found = describeScale(scale);
    scales.set(scale, found);
  }
  return found;
}

function describeScale(scale: number): Scale {
  const exponentStep = 2 ** -scale;
  const base = 2 ** exponentStep; // Infinity at scale −10
  const root = 2 ** (exponentStep / 2);
  const leastDecimal = root < 2 ? Math.max(1, base * (2 - root)) : 1;
  const width = 1 - leastDecimal / root;
  return {
    exponentStep,
    harmonicMean: 2 / (1 + 1 / base),
    geometricMean: root,
    leastDecimal,
    digits: Math.max(1, Math.ceil(-Math.log10(width))),
  };
}

/** The harmonic mean of a bucket's bounds: at both ends of the bucket its relative error is the same. */
function harmonicMean(scale: number, index: number): number {
  const { exponentStep, harmonicMean } = scaleOf(scale);
  return Math.min(2 ** (index * exponentStep) * harmonicMean, Number.MAX_VALUE);
}

/**
 * The decimal with the fewest significant digits that is within √base − 1, relatively, of every value in the
 * bucket; the greatest of those. It lies between upper × (2 − √base) and the geometric mean √(lower × upper),
 * beyond which the error at one of the ends would be greater; with ε = base − 1 that leaves room of ε² / 4: 3
 * or 4 digits at scale 3.
 */
export function shortDecimal(scale: number, index: number): number {
  const key = index * 64 + scale;
  const slot = (index + (scale << 8)) & (MEMORY - 1);
  if (remembered[slot] !== key) {
    remembered[slot] = key;
    decimals[slot] = findShortDecimal(scale, index);
  }
  return decimals[slot]!;
}

function findShortDecimal(scale: number, index: number): number {
  const { exponentStep, geometricMean, leastDecimal, digits } = scaleOf(scale);
  const exponent = index * exponentStep;
  const lower = 2 ** exponent;
  const least = lower * leastDecimal;
  const greatest = lower * geometricMean;
  const fewest = digits - 2 - Math.floor((exponent + exponentStep / 2) * LOG10_OF_2);
  for (let places = fewest; places <= fewest + 3; places++) {
    const decimal = floorToDecimals(greatest, places);
    if (decimal >= least) return decimal;
  }
  return harmonicMean(scale, index);
}
