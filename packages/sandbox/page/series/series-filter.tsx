import type { RefObject } from 'preact';
import type { BackendName } from '../../src/backend-name.ts';
import type { LiveQuery } from '../../src/live/messages.ts';
import type { ChangeQuery } from '../live/use-query.ts';
import { backendTitles, isBackendName } from '../names.ts';
import { Icon } from '../part/icon.tsx';

const sortTitles: Readonly<Record<NonNullable<LiveQuery['sort']>, string>> = {
  name: 'By name',
  activity: 'Busiest first',
  latest: 'Largest first',
};

interface SeriesFilterProps {
  readonly query: LiveQuery;
  readonly backends: readonly BackendName[];
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onChange: ChangeQuery;
  /** From the field down to the list. */
  onLeave(): void;
}

/** Which series are listed, and in which order. */
export function SeriesFilter({ query, backends, field, onChange, onLeave }: SeriesFilterProps) {
  const sorts = Object.entries(sortTitles);
  return (
    <search class="filter">
      <label class="search">
        <Icon name="search" />
        <span class="unseen">Search names and tags</span>
        <input
          ref={field}
          type="search"
          placeholder="Words, key:value, key:   ( / )"
          maxLength={1000}
          spellcheck={false}
          autocomplete="off"
          value={query.search ?? ''}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown') return;
            event.preventDefault();
            onLeave();
          }}
          onInput={({ currentTarget }) => onChange({ search: currentTarget.value, offset: 0 })}
        />
      </label>
      <select
        aria-label="Backend"
        value={query.backend ?? ''}
        onChange={({ currentTarget: { value } }) =>
          onChange({ backend: isBackendName(value) ? value : undefined, offset: 0 })
        }
      >
        <option value="">All backends</option>
        {backends.map((name) => (
          <option key={name} value={name}>
            {backendTitles[name]}
          </option>
        ))}
      </select>
      <select
        aria-label="Order"
        value={query.sort}
        onChange={({ currentTarget: { value } }) =>
          onChange({ sort: value as NonNullable<LiveQuery['sort']>, offset: 0 })
        }
      >
        {sorts.map(([value, title]) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </select>
    </search>
  );
}
