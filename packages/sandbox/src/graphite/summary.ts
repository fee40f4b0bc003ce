import type { GraphiteSeries } from './series.js';
import type { GraphiteTotals } from './totals.js';

const maxLines = 20;

/** The totals in a few lines, for messages to people. */
export function summarise(totals: GraphiteTotals): string {
  const { pointCount, duplicateCount, overwriteCount, badLineCount, byteCount } = totals;
  const { datagramCount, frameCount, requestCount, connectionCount } = totals;
  const series = [...totals.series.values()].slice(0, maxLines).map(describeSeries);
  const bad = totals.badLines
    .slice(0, maxLines)
    .map(
      ({ line, defects }) =>
        `bad: ${JSON.stringify(line)}: ${defects.map(({ message }) => message).join('; ')}`,
    );
  return [
    `${pointCount} points (${duplicateCount} duplicates, ${overwriteCount} overwrites), ${badLineCount} bad lines`,
    `${byteCount} bytes in ${datagramCount} datagrams, ${frameCount} frames, ${requestCount} requests`,
    `${connectionCount} connections, ${totals.series.size} series`,
    ...series,
    ...bad,
  ].join('\n  ');
}

function describeSeries({ path, points }: GraphiteSeries): string {
  const [second, value] = [...points].at(-1)!;
  return `${path} = ${value} at ${second}, one of ${points.size}`;
}
