/** Nothing is tried for ever. */
const NO_TIMEOUT_MILLIS = 60_000;

/** How long one attempt to send may take, by the option `timeoutMillis`, of which 0 means a minute. */
export function attemptMillis(timeoutMillis: number): number {
  return timeoutMillis || NO_TIMEOUT_MILLIS;
}
