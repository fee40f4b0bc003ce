import { merge as mergeHistograms } from '../histogram/merge.js';
import type { Series } from '../naming/series-table.js';
import type { MetricIdentity, Point, PointValue } from './metric.js';

/** Points of a family with one series each. */
export interface MergedPoints {
  readonly points: Point[];
  readonly series: Series[];
  /** How many data points each of `points` was made of. */
  readonly sources: number[];
  /** Points that could not be merged (histograms with other boundaries). */
  readonly unmergeable: number;
}

/**
 * Merges the points that share a series, since two records of one name and tags would overwrite each other: sums add,
 * histograms merge, of gauges the later one stays.
 */
export function mergePoints(
  metric: MetricIdentity,
  points: readonly Point[],
  series: readonly Series[],
): MergedPoints {
  const merged: MergedPoints & { unmergeable: number } = {
    points: [],
    series: [],
    sources: [],
    unmergeable: 0,
  };
  const positions = new Map<Series, number>();
  for (let i = 0; i < points.length; i += 1) {
    const point = points[i] as Point;
    const one = series[i] as Series;
    const position = positions.get(one);
    if (position === undefined) {
      positions.set(one, merged.points.length);
      merged.points.push(point);
      merged.series.push(one);
      merged.sources.push(1);
      continue;
    }
    const value = mergeValues(metric, merged.points[position]!.value, point.value);
    if (value === undefined) {
      merged.unmergeable += 1;
      continue;
    }
    merged.points[position] = { ...point, value };
    merged.sources[position]! += 1;
  }
  return merged;
}

function mergeValues(metric: MetricIdentity, a: PointValue, b: PointValue): PointValue | undefined {
  if (typeof a === 'number' && typeof b === 'number') return metric.isAdditive ? a + b : b;
  if (typeof a === 'number' || typeof b === 'number') return undefined;
  return mergeHistograms(a, b);
}
