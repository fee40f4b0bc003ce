import { useEffect, useState } from 'preact/hooks';
import type { LiveQuery } from '../../src/live/messages.ts';
import { fromParameters, toParameters } from './query.ts';

/** Which part of everything is shown; the page's address has it too, so that a reload shows the same. */
export function useQuery(): [LiveQuery, (change: Partial<LiveQuery>) => void] {
  const [query, setQuery] = useState(() => fromParameters(new URLSearchParams(location.hash.slice(1))));
  useEffect(() => history.replaceState(null, '', `#${toParameters(query)}`), [query]);
  return [query, (change) => setQuery((before) => ({ ...before, ...change }))];
}
