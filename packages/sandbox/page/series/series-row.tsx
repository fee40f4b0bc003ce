import { useMemo } from 'preact/hooks';
import type { SeriesRow as Row } from '../../src/live/messages.ts';
import type { Tag } from '../../src/statsd/record.ts';
import { movingMean, typicalGap } from '../chart/gaps.ts';
import { exactNumber, shortNumber } from '../format/number.ts';
import { ago } from '../format/time.ts';
import { backendTitles, kindTitles } from '../names.ts';
import { Sparkline } from '../part/sparkline.tsx';
import { TagList } from '../part/tag-list.tsx';
import { Visible } from '../part/visible.tsx';

interface SeriesRowProps {
  readonly id: string;
  readonly row: Row;
  readonly nowMillis: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  onSelect(): void;
  onSearch(tag: Tag): void;
}

/** One series of the list. */
export function SeriesRow({ id, row, nowMillis, isActive, isSelected, onSelect, onSearch }: SeriesRowProps) {
  const isSilent = nowMillis - row.lastSeenMillis > 60_000;
  const cells = useMemo(
    () => <Cells row={row} nowMillis={nowMillis} onSearch={onSearch} />,
    [row, nowMillis],
  );
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the focus and its keys
    <div
      id={id}
      role="row"
      aria-selected={isSelected}
      class={`row of-${row.backend} ${isActive ? 'active' : ''} ${isSilent ? 'silent' : ''}`}
      onClick={onSelect}
    >
      {cells}
    </div>
  );
}

/** They are drawn once a message, and not with each step through the list. */
function Cells({ row, nowMillis, onSearch }: Pick<SeriesRowProps, 'row' | 'nowMillis' | 'onSearch'>) {
  return (
    <>
      <div role="gridcell" class="row-name">
        <span class="name">
          <Visible text={row.name} />
        </span>
        <TagList tags={row.tags} isReachedByTab={false} onSearch={onSearch} />
      </div>
      <div role="gridcell" class="row-kind">
        <span class="backend">
          <span class="dot" />
          {backendTitles[row.backend]}
        </span>
        <span class="kind">{kindTitles[row.kind]}</span>
      </div>
      <div
        role="gridcell"
        class="number"
        title={`${exactNumber(row.latest)}, ${ago(row.lastSeenMillis, nowMillis)}`}
      >
        {shortNumber(row.latest)}
      </div>
      <div role="gridcell" class="number">
        {row.perSecond === null ? '–' : `${shortNumber(row.perSecond)}/s`}
      </div>
      <div role="gridcell" class="row-recent">
        <Sparkline values={pictured(row)} beginsAtZero={row.kind !== 'level'} />
      </div>
    </>
  );
}

function pictured({ kind, recent }: Row): Row['recent'] {
  if (kind !== 'amount' && kind !== 'total') return recent;
  // the second that goes on has not had all yet
  const closed = recent.slice(0, -1);
  return movingMean(closed, typicalGap(closed));
}
