import { useRef } from 'preact/hooks';
import type { LiveMessage } from '../../src/live/messages.ts';
import { noRates, type RateHistory, withRates } from './rate-history.ts';

/** Lines a second of each backend over the last minute, as far as the page has been open. */
export function useRates(message: LiveMessage): RateHistory['rates'] {
  const history = useRef(noRates);
  history.current = withRates(history.current, message);
  return history.current.rates;
}
