import type { Observation } from '../live/observation.js';
import { observeStride } from '../live/observe/stride.js';
import type { StrideEvent } from '../stride/event.js';
import type { StrideTotals } from '../stride/totals.js';
import type { ReceivedSeries } from './received-series.js';

/** What the events of all streams come to; one whose `$id` had come before counts once. */
export function seriesOfStride({ streams }: StrideTotals): readonly ReceivedSeries[] {
  const series = new Map<string, ReceivedSeries>();
  for (const { name, distinctEvents } of streams.values()) {
    for (const event of distinctEvents) addEvent(series, name, event);
  }
  return [...series.values()];
}

function addEvent(series: Map<string, ReceivedSeries>, stream: string, event: StrideEvent): void {
  for (const observation of observeStride({ stream, event })) {
    const { name, tags, kind } = observation;
    const key = JSON.stringify([name, kind, ...tags]);
    const type = typeof event.type === 'string' ? event.type : undefined;
    series.set(key, { name, tags, kind, type, ...folded(series.get(key), observation) });
  }
}

/** What a series is with one more observation. */
function folded(before: ReceivedSeries | undefined, observation: Observation): Partial<ReceivedSeries> {
  const { kind, value, weight, histogram, isCumulative } = observation;
  if (kind === 'amount') return { value: Number(before?.value ?? 0) + value * weight };
  if (kind !== 'samples') return { value };
  const sum = histogram?.sum ?? value * weight;
  if (isCumulative) return { count: weight, sum };
  return { count: (before?.count ?? 0) + weight, sum: (before?.sum ?? 0) + sum };
}
