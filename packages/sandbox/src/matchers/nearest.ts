import type { ReceivedSeries } from './received-series.js';

const maxShown = 5;

/** The series whose names have most in common with one. */
export function nearest(name: unknown, series: readonly ReceivedSeries[]): readonly ReceivedSeries[] {
  const wanted = pairsOf(String(name));
  return series
    .map((one) => ({ one, likeness: likeness(wanted, pairsOf(one.name)) }))
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, maxShown)
    .map(({ one }) => one);
}

/** From 0 to 1: of all pairs of neighbouring characters, how many both have (Dice). */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((pair) => b.has(pair)).length;
  return (2 * common) / (a.size + b.size || 1);
}

function pairsOf(text: string): ReadonlySet<string> {
  const edged = `^${text.toLowerCase()}$`;
  return new Set(Array.from({ length: edged.length - 1 }, (_, i) => edged.slice(i, i + 2)));
}
