import { useEffect, useState } from 'preact/hooks';
import type { BackendName } from '../src/backend-name.ts';
import type { LiveMessage, LiveQuery } from '../src/live/messages.ts';
import { BackendStrip } from './backend/backend-strip.tsx';
import { DetailPanel } from './detail/detail-panel.tsx';
import { EmptyState } from './empty-state.tsx';
import { LinesPanel, type LinesTab } from './lines/lines-panel.tsx';
import { useLive } from './live/use-live.ts';
import { useQuery } from './live/use-query.ts';
import { SeriesPanel } from './series/series-panel.tsx';
import { TopBar } from './top-bar.tsx';

/** The whole page. */
export function App() {
  const [query, change] = useQuery();
  const { message, isCurrent, connection } = useLive(query);
  const [tab, setTab] = useState<LinesTab>('all');
  useSomeSelection(message, isCurrent, query, change);
  const linesPerSecond = message?.backends.reduce((sum, each) => sum + each.linesPerSecond, 0) ?? 0;
  const showBadLines = (backend: BackendName) => {
    change({ backend, offset: 0 });
    setTab('bad');
    document.getElementById('lines')?.scrollIntoView({ block: 'start' });
  };
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
          <>
            <BackendStrip
              message={message}
              chosen={query.backend}
              onChoose={(backend) => change({ backend, offset: 0 })}
              onBadLines={showBadLines}
            />
            {isEmpty(message) ? (
              <EmptyState backends={message.backends} />
            ) : (
              <>
                <div class="columns">
                  <SeriesPanel message={message} query={query} onChange={change} />
                  <DetailPanel
                    history={message.selected}
                    query={query}
                    nowMillis={message.atMillis}
                    isCurrent={isCurrent}
                    onChange={change}
                  />
                </div>
                <LinesPanel message={message} tab={tab} onTab={setTab} />
              </>
            )}
          </>
        )}
      </main>
    </>
  );
}

function isEmpty({ backends }: LiveMessage): boolean {
  return backends.every(({ totals }) => totals.lineCount === 0 && totals.badLineCount === 0);
}

/** The first series is shown until somebody chooses another. */
function useSomeSelection(
  message: LiveMessage | undefined,
  isCurrent: boolean,
  query: LiveQuery,
  change: (change: Partial<LiveQuery>) => void,
): void {
  const first = message?.rows[0]?.id;
  useEffect(() => {
    if (isCurrent && query.selected === undefined && first !== undefined) change({ selected: first });
  }, [isCurrent, query.selected, first]);
}
