import type { Series } from './series/series.js';
import type { StatsdTotals } from './totals.js';

const maxLines = 20;

/** The totals in a few lines, for messages to people. */
export function summarise(totals: StatsdTotals): string {
  const { recordCount, badLineCount, byteCount, datagramCount, connectionCount } = totals;
  const series = [...totals.series.values()].slice(0, maxLines).map(describeSeries);
  const bad = totals.badLines
    .slice(0, maxLines)
    .map(
      ({ line, defects }) =>
        `bad: ${JSON.stringify(line)}: ${defects.map(({ message }) => message).join('; ')}`,
    );
  return [
    `${recordCount} records, ${badLineCount} bad lines in ${byteCount} bytes`,
    `${datagramCount} datagrams, ${connectionCount} connections, ${totals.series.size} series`,
    ...series,
    ...bad,
  ].join('\n  ');
}

function describeSeries(series: Series): string {
  const tags = series.tags.map(([key, value]) => `${key}:${value}`).join(',');
  return `${series.name}|${series.type}${tags === '' ? '' : `|#${tags}`} ${stateOf(series)}`;
}

function stateOf(series: Series): string {
  if (series.type === 'c') return `= ${series.sum}`;
  if (series.type === 'g') return `= ${series.last}`;
  if (series.type === 's') return `has ${series.members.size} members`;
  return `has ${series.count} observations, sum ${series.sum}`;
}
