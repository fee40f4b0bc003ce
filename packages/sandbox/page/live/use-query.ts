import { useCallback, useEffect, useState } from 'preact/hooks';
import type { LiveQuery } from '../../src/live/messages.ts';
import { fromParameters, toParameters } from './query.ts';

/** Changes what is shown: to what is given, or to what is made of the query as it is then. It stays the same function. */
export type ChangeQuery = (change: Partial<LiveQuery> | ((query: LiveQuery) => Partial<LiveQuery>)) => void;

/** Which part of everything is shown; the page's address has it too, so that a reload shows the same. */
export function useQuery(): [LiveQuery, ChangeQuery] {
  const [query, setQuery] = useState(() => fromParameters(new URLSearchParams(location.hash.slice(1))));
  useEffect(() => history.replaceState(null, '', `#${toParameters(query)}`), [query]);
  const change: ChangeQuery = useCallback(
    (wanted) =>
      setQuery((before) => ({ ...before, ...(typeof wanted === 'function' ? wanted(before) : wanted) })),
    [],
  );
  return [query, change];
}
