import { useEffect } from 'preact/hooks';
import type { LiveMessage, LiveQuery } from '../src/live/messages.ts';
import { Everything } from './everything.tsx';
import type { Connection } from './live/listen.ts';
import { useLive } from './live/use-live.ts';
import { type ChangeQuery, useQuery } from './live/use-query.ts';
import { useRates } from './live/use-rates.ts';
import { TopBar } from './top-bar.tsx';

/** The whole page. */
export function App() {
  const [query, change] = useQuery();
  const { message, isCurrent, connection } = useLive(query);
  useOpenBackend(message, connection, query, change);
  useSomeSelection(message, isCurrent, query, change);
  const rates = useRates(message);
  const linesPerSecond = Object.values(rates).reduce((sum, each) => sum + (each.at(-1) ?? 0), 0);
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById('series')?.focus()}>
        Skip to the series
      </button>
      <TopBar
        connection={connection}
        linesPerSecond={linesPerSecond}
        onReset={() => change({ selected: undefined, offset: 0 })}
      />
      <main class={connection === 'lost' ? 'stale' : ''}>
        {message && (
          <Everything message={message} rates={rates} query={query} isCurrent={isCurrent} onChange={change} />
        )}
      </main>
    </>
  );
}

/** An address may have come from another sandbox: no server answers a query for a backend that it has not opened. */
function useOpenBackend(
  message: LiveMessage | undefined,
  connection: Connection,
  query: LiveQuery,
  change: ChangeQuery,
): void {
  const isRefused = connection === 'lost' && message === undefined && query.backend !== undefined;
  useEffect(() => {
    if (isRefused) change({ backend: undefined });
  }, [isRefused]);
}

/** The first series is shown until somebody chooses another. */
function useSomeSelection(
  message: LiveMessage | undefined,
  isCurrent: boolean,
  query: LiveQuery,
  change: ChangeQuery,
): void {
  const first = message?.rows[0]?.id;
  useEffect(() => {
    if (isCurrent && query.selected === undefined && first !== undefined) change({ selected: first });
  }, [isCurrent, query.selected, first]);
}
