import { useEffect, useRef } from 'preact/hooks';
import type { LiveMessage, LiveQuery } from '../../src/live/messages.ts';
import { pageSize } from '../live/query.ts';
import { searchTag } from '../live/search.ts';
import type { ChangeQuery } from '../live/use-query.ts';
import { Pager } from './pager.tsx';
import { SeriesFilter } from './series-filter.tsx';
import { SeriesList } from './series-list.tsx';

interface SeriesPanelProps {
  readonly message: LiveMessage;
  readonly query: LiveQuery;
  readonly onChange: ChangeQuery;
}

/** All series that match, a page at a time. */
export function SeriesPanel({ message, query, onChange }: SeriesPanelProps) {
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => focusOnSlash(field), []);
  const offset = query.offset ?? 0;
  const { rows, matchCount } = message;
  const page = (step: -1 | 1) => {
    const next = Math.max(0, offset + step * pageSize);
    if (next < matchCount) onChange({ offset: next });
  };
  return (
    <section class="panel series" id="series" aria-label="Series" tabIndex={-1}>
      <SeriesFilter
        query={query}
        backends={message.backends.map(({ name }) => name)}
        field={field}
        onChange={onChange}
        onLeave={() => list.current?.focus()}
      />
      <SeriesList
        list={list}
        rows={rows}
        nowMillis={message.atMillis}
        selected={query.selected}
        onSelect={(selected) => {
          onChange({ selected });
          revealDetail();
        }}
        onSearch={(tag) => onChange(searchTag(tag))}
        onPage={page}
      />
      {rows.length === 0 && <NothingFound query={query} onChange={onChange} />}
      <Pager offset={offset} matchCount={matchCount} onPage={page} />
    </section>
  );
}

function NothingFound({ query, onChange }: Pick<SeriesPanelProps, 'query' | 'onChange'>) {
  const isNarrowed = query.search !== '' || query.backend !== undefined;
  return (
    <div class="nothing">
      <p>{isNarrowed ? 'No series matches.' : 'No series yet.'}</p>
      {isNarrowed && (
        <button type="button" onClick={() => onChange(everything)}>
          Show all series
        </button>
      )}
    </div>
  );
}

const everything: Partial<LiveQuery> = { search: '', backend: undefined, offset: 0 };

/** `/` goes to the search, as in many programs, but not while something is typed. */
function focusOnSlash(field: { readonly current: HTMLInputElement | null }): () => void {
  const onKey = (event: KeyboardEvent) => {
    const isTyping = event.target instanceof Element && event.target.matches('input, select, textarea');
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    field.current?.focus();
  };
  document.addEventListener('keydown', onKey);
  return () => document.removeEventListener('keydown', onKey);
}

/** In a narrow window the detail stands below the list, out of sight. */
function revealDetail(): void {
  const [list, detail] = ['series', 'detail'].map((id) => document.getElementById(id)?.offsetTop ?? 0);
  if (list !== detail) document.getElementById('detail')?.scrollIntoView();
}
