const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 2 });

export function formatNumber(number) {
  if (number === null || number === undefined) return '–';
  if (!Number.isFinite(number)) return String(number);
  if (Number.isInteger(number)) return number.toLocaleString('en');
  return number.toLocaleString('en', { maximumSignificantDigits: 6 });
}

const signOf = (number) => (number < 0 ? '−' : '+');

/** With its sign, in at most six characters: −240, +1.3M, −0.052, +9e-5. */
export function formatDifference(difference) {
  const size = Math.abs(difference);
  return `${signOf(difference)}${size < 0.01 ? size.toExponential(0) : compact.format(size)}`;
}

/** A relative error as a percentage: +1.3 %, −25 %. */
export function formatError(error) {
  const percent = 100 * Math.abs(error);
  return `${signOf(error)}${percent.toFixed(percent < 10 ? 1 : 0)} %`;
}
