/** The year 2286; above it are milliseconds that were taken for seconds. */
const MAX_SECONDS = 9_999_999_999;

/** Whole seconds since 1970, or `undefined` for what cannot be a moment that a server takes. */
export function unixSeconds(moment: Date | number): number | undefined {
  const seconds = Math.floor(moment instanceof Date ? moment.getTime() / 1000 : moment);
  return seconds >= 1 && seconds <= MAX_SECONDS ? seconds : undefined;
}
