import { useState } from 'preact/hooks';
import type { LiveMessage, LiveQuery, SeriesHistory } from '../../src/live/messages.ts';
import { type ChartView, hasRate } from '../chart/charts-of.ts';
import { exactNumber } from '../format/number.ts';
import { ago } from '../format/time.ts';
import { searchTag } from '../live/search.ts';
import type { ChangeQuery } from '../live/use-query.ts';
import { backendTitles, kindTitles } from '../names.ts';
import { Choice } from '../part/choice.tsx';
import { TagList } from '../part/tag-list.tsx';
import { Visible } from '../part/visible.tsx';
import { Charts } from './charts.tsx';

interface DetailPanelProps {
  readonly message: LiveMessage;
  readonly query: LiveQuery;
  /** Whether the server was asked for the series that is selected now. */
  readonly isCurrent: boolean;
  readonly onChange: ChangeQuery;
}

/** The selected series, over time. */
export function DetailPanel({ message, query, isCurrent, onChange }: DetailPanelProps) {
  const history = message.selected;
  const [view, setView] = useState<ChartView>('rate');
  return (
    <section id="detail" class="panel detail" aria-label="Selected series" aria-busy={!isOf(history, query)}>
      {history === null ? (
        <p class="nothing">{hint(query, isCurrent)}</p>
      ) : (
        <>
          <Heading history={history} nowMillis={message.atMillis} onChange={onChange} />
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
  if (kind === 'samples') return `${number} samples so far`;
  if (kind === 'members') return `${number} different members`;
  return kind === 'amount' ? `${number} so far` : number;
}

/** Whether it is the history that is wanted; nothing, too, may be the answer. */
function isOf(history: SeriesHistory | null, { selected, rangeSeconds }: LiveQuery): boolean {
  if (history === null) return true;
  return history.row.id === selected && (history.slotSeconds === 60) === (rangeSeconds === 21600);
}

function hint(query: LiveQuery, isCurrent: boolean): string {
  if (query.selected === undefined) return 'Select a series to see it over time.';
  return isCurrent ? 'This series is not remembered any more.' : 'Loading…';
}

interface HeadingProps {
  readonly nowMillis: number;
  readonly onChange: ChangeQuery;
  readonly history: SeriesHistory;
}

function Heading({ history: { row }, nowMillis, onChange }: HeadingProps) {
  return (
    <div class={`heading of-${row.backend}`}>
      <h2>
        <Visible text={row.name} />
      </h2>
      <p class="facts">
        <span class="dot" />
        {backendTitles[row.backend]} · {kindTitles[row.kind]} · {latestInWords(row)} · seen{' '}
        {ago(row.lastSeenMillis, nowMillis)}
      </p>
      <TagList tags={row.tags} isReachedByTab onSearch={(tag) => onChange(searchTag(tag))} />
    </div>
  );
}
