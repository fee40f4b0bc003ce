import type { BackendName } from '../../src/backend-name.ts';
import type { LiveMessage } from '../../src/live/messages.ts';
import { movingMean, typicalGap } from '../chart/gaps.ts';

/** Seconds that the small pictures of the cards show. */
const SECONDS = 60;
/** What is sent each second does not come at each second's same moment: now and then two come in one, and none in the next. */
const FEWEST_MEAN_SECONDS = 3;

/** Lines a second of each backend, oldest first. */
export type Rates = Readonly<Partial<Record<BackendName, readonly number[]>>>;

/** Rates, and the second that the last ones are of. */
export interface RateHistory {
  readonly second: number;
  readonly rates: Rates;
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

/** The rates as means over the interval in which lines usually come. */
export function steadyRates(rates: readonly number[]): readonly number[] {
  const present = rates.map((rate) => (rate === 0 ? null : rate));
  const width = Math.min(rates.length, Math.max(FEWEST_MEAN_SECONDS, typicalGap(present)));
  // the first ones have no full width behind them
  return movingMean(rates, width).map((rate, index) => ((rate ?? 0) * width) / Math.min(index + 1, width));
}
