import { useMemo, useRef } from 'preact/hooks';
import type { LiveMessage } from '../../src/live/messages.ts';
import { noRates, type Rates, steadyRates, withRates } from './rate-history.ts';

/** Lines a second of each backend over the last minute, as far as the page has been open. */
export function useRates(message: LiveMessage | undefined): Rates {
  const history = useRef(noRates);
  if (message) history.current = withRates(history.current, message);
  const { rates } = history.current;
  return useMemo(
    () => Object.fromEntries(Object.entries(rates).map(([name, values]) => [name, steadyRates(values)])),
    [rates],
  );
}
