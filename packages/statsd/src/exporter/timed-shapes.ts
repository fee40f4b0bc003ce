import type { Point } from '@otelwire/core/otel';
import { type RecordShape, recordShape } from '../wire/record.js';
import type { WireSettings } from './wire-settings.js';

/** A counter or gauge record of a metric: `name.statistic` with `|c` or `|g`. */
export interface Statistic {
  readonly name: string;
  readonly type: 'c' | 'g';
}

/**
 * The shapes of a metric's counters and gauges, with the second of the point where timestamps are on. They are made anew only
 * when the second changes, which is once an export.
 */
export function timedShapes(
  settings: WireSettings,
  name: string,
  statistics: readonly Statistic[],
): (point: Point) => readonly RecordShape[] {
  const make = (suffix: string) =>
    statistics.map((one) => recordShape(settings.dialect, name, one.name, `|${one.type}`, suffix));
  let shapes = make('');
  if (!settings.timestamps) return () => shapes;
  let second = -1;
  return (point) => {
    if (point.endTime[0] !== second) {
      second = point.endTime[0];
      shapes = make(`|T${second}`);
    }
    return shapes;
  };
}
