import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { SeriesRow as Row } from '../../src/live/messages.ts';
import type { Tag } from '../../src/statsd/record.ts';
import { SeriesRow } from './series-row.tsx';

interface SeriesListProps {
  readonly list: RefObject<HTMLDivElement | null>;
  readonly rows: readonly Row[];
  readonly nowMillis: number;
  readonly selected: string | undefined;
  onSelect(id: string): void;
  onSearch(tag: Tag): void;
  /** Pages back (-1) or forth (1). */
  onPage(step: -1 | 1): void;
}

/** The series of a page. The list has the focus, since its rows come, go and change places under it. */
export function SeriesList({ list, rows, nowMillis, selected, onSelect, onSearch, onPage }: SeriesListProps) {
  const [active, setActive] = useState(selected);
  const at = rows.findIndex(({ id }) => id === active);
  useEffect(() => setActive(selected), [selected]);
  const activate = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))];
    setActive(row?.id);
    if (row) document.getElementById(idOfRow(rows.indexOf(row)))?.scrollIntoView({ block: 'nearest' });
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowDown: () => activate(at + 1),
    ArrowUp: () => activate(at < 0 ? rows.length - 1 : at - 1),
    Home: () => activate(0),
    End: () => activate(rows.length - 1),
    PageDown: () => onPage(1),
    PageUp: () => onPage(-1),
    Enter: () => active !== undefined && onSelect(active),
    ' ': () => active !== undefined && onSelect(active),
  };
  return (
    <div
      ref={list}
      class="list"
      role="grid"
      tabIndex={0}
      aria-label="Series: arrow keys move, Enter selects"
      aria-activedescendant={at >= 0 ? idOfRow(at) : undefined}
      onKeyDown={(event) => {
        const action = event.target === list.current ? keys[event.key] : undefined;
        if (action === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        action();
      }}
    >
      <div role="row" class="row head">
        {['Series', 'Kind', 'Latest', 'Per second', 'Last minute'].map((title) => (
          <div key={title} role="columnheader">
            {title}
          </div>
        ))}
      </div>
      {rows.map((row, index) => (
        <SeriesRow
          key={row.id}
          id={idOfRow(index)}
          row={row}
          nowMillis={nowMillis}
          isActive={row.id === active}
          isSelected={row.id === selected}
          onSelect={() => onSelect(row.id)}
          onSearch={onSearch}
        />
      ))}
    </div>
  );
}

/** By its place: a series' own id comes from elsewhere, and need not be good for an element's. */
function idOfRow(index: number): string {
  return `row-${index}`;
}
