import type { LiveQuery, SeriesRow } from './messages.js';
import type { LiveSeries } from './series.js';

const defaultLimit = 50;
const maxLimit = 200;

/** The rows that a query wants of the series that it matches, which are in the order of their names. */
export function selectRows(
  byName: readonly LiveSeries[],
  { sort = 'name', offset = 0, limit = defaultLimit }: LiveQuery,
  second: number,
): readonly SeriesRow[] {
  const sorted = sortSeries(byName, sort, second);
  const first = Math.max(0, Math.trunc(offset));
  const count = Math.min(maxLimit, Math.max(0, Math.trunc(limit)));
  return sorted.slice(first, first + count).map((series) => series.row(second));
}

/** The greatest first; where they are the same, the names say. */
function sortSeries(
  byName: readonly LiveSeries[],
  sort: NonNullable<LiveQuery['sort']>,
  second: number,
): readonly LiveSeries[] {
  if (sort === 'name') return byName;
  const rankOf = (series: LiveSeries) =>
    sort === 'latest' ? series.history.latest : series.activity(second);
  return byName
    .map((series) => ({ series, rank: rankOf(series) }))
    .sort((a, b) => b.rank - a.rank)
    .map(({ series }) => series);
}
