import type { BackendName } from '../../src/backend-name.ts';
import type { LiveMessage } from '../../src/live/messages.ts';

/** Seconds that the small pictures of the cards show. */
const SECONDS = 60;

/** Lines a second of each backend, oldest first, and the second that the last one is of. */
export interface RateHistory {
  readonly second: number;
  readonly rates: Readonly<Partial<Record<BackendName, readonly number[]>>>;
}

export const noRates: RateHistory = { second: 0, rates: {} };

/** The history with one more message: of each second one rate is kept. */
export function withRates(history: RateHistory, { atMillis, backends }: LiveMessage): RateHistory {
  const second = Math.floor(atMillis / 1000);
  if (second === history.second) return history;
  const rates = backends.map(({ name, linesPerSecond }) => [
    name,
    [...(history.rates[name] ?? []), linesPerSecond].slice(-SECONDS),
  ]);
  return { second, rates: Object.fromEntries(rates) };
}
