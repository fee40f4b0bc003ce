import { useState } from 'preact/hooks';
import type { LiveQuery, SeriesHistory } from '../../src/live/messages.ts';
import { type ChartView, hasRate } from '../chart/charts-of.ts';
import { exactNumber } from '../format/number.ts';
import { ago } from '../format/time.ts';
import { withTag } from '../live/search.ts';
import { backendTitles, kindTitles } from '../names.ts';
import { Choice } from '../part/choice.tsx';
import { TagList } from '../part/tag-list.tsx';
import { Visible } from '../part/visible.tsx';
import { Charts } from './charts.tsx';

interface DetailPanelProps {
  readonly history: SeriesHistory | null;
  readonly query: LiveQuery;
  readonly nowMillis: number;
  /** Whether the history is of the series that is selected now. */
  readonly isCurrent: boolean;
  onChange(change: Partial<LiveQuery>): void;
}

/** The selected series, over time. */
export function DetailPanel({ history, query, nowMillis, isCurrent, onChange }: DetailPanelProps) {
  const [view, setView] = useState<ChartView>('rate');
  return (
    <section id="detail" class="panel detail" aria-label="Selected series" aria-busy={!isCurrent}>
      {history === null ? (
        <p class="nothing">{hint(query, isCurrent)}</p>
      ) : (
        <>
          <Heading history={history} nowMillis={nowMillis} query={query} onChange={onChange} />
          <div class="switches">
            {hasRate(history) && (
              <Choice label="Shown as" value={view} onChange={(value) => setView(value)} options={views} />
            )}
            <Choice
              label="Time"
              value={query.rangeSeconds === 21600 ? '21600' : '600'}
              onChange={(value) => onChange({ rangeSeconds: value === '21600' ? 21600 : 600 })}
              options={ranges}
            />
          </div>
          <Charts key={history.row.id} history={history} view={view} />
        </>
      )}
    </section>
  );
}

const views = [
  { value: 'rate', title: 'Rate' },
  { value: 'value', title: 'Total' },
] as const;

const ranges = [
  { value: '600', title: '10 minutes' },
  { value: '21600', title: '6 hours' },
] as const;

function latestInWords({ kind, latest }: SeriesHistory['row']): string {
  const number = exactNumber(latest);
  if (kind === 'samples') return `${number} samples so far, the last`;
  if (kind === 'members') return `${number} different members, the last`;
  return `${number}${kind === 'amount' ? ' so far' : ''}, the last`;
}

function hint(query: LiveQuery, isCurrent: boolean): string {
  if (query.selected === undefined) return 'Select a series to see it over time.';
  return isCurrent ? 'This series is not remembered any more.' : 'Loading…';
}

type HeadingProps = Pick<DetailPanelProps, 'nowMillis' | 'query' | 'onChange'> & {
  readonly history: SeriesHistory;
};

function Heading({ history: { row }, nowMillis, query, onChange }: HeadingProps) {
  return (
    <div class={`heading of-${row.backend}`}>
      <h2>
        <Visible text={row.name} />
      </h2>
      <p class="facts">
        <span class="dot" />
        {backendTitles[row.backend]} · {kindTitles[row.kind]} · {latestInWords(row)},{' '}
        {ago(row.lastSeenMillis, nowMillis)}
      </p>
      <TagList
        tags={row.tags}
        isReachedByTab
        onSearch={(tag) => onChange({ search: withTag(query.search ?? '', tag), offset: 0 })}
      />
    </div>
  );
}
