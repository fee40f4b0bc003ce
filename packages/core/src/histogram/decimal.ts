import { POWERS_OF_TEN } from '../payload/integer.js';

/**
 * The greatest multiple of 10^−decimals that is not above `value`; NaN if there are too many or too few
 * decimals.
 */
export function floorToDecimals(value: number, decimals: number): number {
  if (decimals >= 0) return Math.floor(value * POWERS_OF_TEN[decimals]!) / POWERS_OF_TEN[decimals]!;
  return Math.floor(value / POWERS_OF_TEN[-decimals]!) * POWERS_OF_TEN[-decimals]!;
}

/** The nearest multiple of 10^−decimals; `value` itself if there are too many or too few decimals. */
export function roundToDecimals(value: number, decimals: number): number {
  const rounded = floorToDecimals(value + 0.5 * 10 ** -decimals, decimals);
  return Number.isNaN(rounded) ? value : rounded;
}
