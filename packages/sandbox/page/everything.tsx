import { useCallback, useMemo, useState } from 'preact/hooks';
import type { BackendName } from '../src/backend-name.ts';
import type { LiveMessage, LiveQuery } from '../src/live/messages.ts';
import { BackendStrip } from './backend/backend-strip.tsx';
import { DetailPanel } from './detail/detail-panel.tsx';
import { EmptyState } from './empty-state.tsx';
import { LinesPanel, type LinesTab } from './lines/lines-panel.tsx';
import type { Rates } from './live/rate-history.ts';
import type { ChangeQuery } from './live/use-query.ts';
import { SeriesPanel } from './series/series-panel.tsx';

interface EverythingProps {
  readonly message: LiveMessage;
  readonly rates: Rates;
  readonly query: LiveQuery;
  /** Whether the message answers the query as it is now. */
  readonly isCurrent: boolean;
  readonly onChange: ChangeQuery;
}

/** What a message tells. Most parts are drawn once a message, and not with each key that changes the query. */
export function Everything({ message, rates, query, isCurrent, onChange }: EverythingProps) {
  const { backend, selected, rangeSeconds } = query;
  const [tab, setTab] = useState<LinesTab>('all');
  const showBadLines = useCallback((name: BackendName) => {
    onChange({ backend: name, offset: 0 });
    setTab('bad');
    document.getElementById('lines')?.scrollIntoView();
  }, []);
  const strip = useMemo(
    () => (
      <BackendStrip
        message={message}
        rates={rates}
        chosen={backend}
        onChange={onChange}
        onBadLines={showBadLines}
      />
    ),
    [message, backend],
  );
  const detail = useMemo(
    () => <DetailPanel message={message} query={query} isCurrent={isCurrent} onChange={onChange} />,
    [message, selected, rangeSeconds, isCurrent && message.selected === null],
  );
  const lines = useMemo(() => <LinesPanel message={message} tab={tab} onTab={setTab} />, [message, tab]);
  return (
    <>
      {strip}
      {isEmpty(message) ? (
        <EmptyState backends={message.backends} />
      ) : (
        <>
          <div class="columns">
            <SeriesPanel message={message} query={query} onChange={onChange} />
            {detail}
          </div>
          {lines}
        </>
      )}
    </>
  );
}

function isEmpty({ backends }: LiveMessage): boolean {
  return backends.every(({ totals }) => totals.lineCount === 0 && totals.badLineCount === 0);
}
