import type { Point } from '@otelwire/core/otel';
import { type RecordShape, recordShape } from '../wire/record.js';
import type { WireSettings } from './wire-settings.js';

/**
 * The shape of a counter or gauge record, with the second of the point where timestamps are on. The shape is made anew
 * only when the second changes, which is once an export.
 */
export function timedShape(
  settings: WireSettings,
  name: string,
  statistic: string,
  type: 'c' | 'g',
): (point: Point) => RecordShape {
  const make = (suffix: string) => recordShape(settings.dialect, name, statistic, `|${type}${suffix}`);
  let shape = make('');
  if (!settings.timestamps) return () => shape;
  let second = -1;
  return (point) => {
    if (point.endTime[0] !== second) {
      second = point.endTime[0];
      shape = make(`|T${second}`);
    }
    return shape;
  };
}
