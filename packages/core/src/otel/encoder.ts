import type { Series, SeriesTable } from '../naming/series-table.js';
import type { Packer } from '../payload/packer.js';
import type { MetricIdentity, Point } from './metric.js';

/**
 * All that is constant for the metrics of one wire name and kind, prepared once.
 */
export interface Family {
  /** The names of the records it writes, with whatever else tells them apart. No two families may write the same. */
  readonly recordNames: readonly string[];
  /** Whether a record takes the place of the one before, where others would be added up. Default: false. */
  readonly replaces?: boolean;
  /**
   * Writes the records of a point and ends each; the caller ends the point. Writes nothing and returns a reason
   * (`not_finite`, `too_large` …) for a point that cannot be sent.
   */
  write(packer: Packer, series: Series, point: Point): string | undefined;
}

/** What a backend brings: the names and the records of its wire format. */
export interface Encoder {
  /** Turns the attributes of points into what each record carries of them. */
  readonly series: SeriesTable;
  /** In place of `series` for families that replace: with what tells this process from others. Absent where nothing does. */
  readonly seriesOfProcess?: SeriesTable | undefined;
  /**
   * Whether records say the scope and whether a sum only grows: metrics that differ in nothing else are kept apart then. Default:
   * they are merged.
   */
  readonly keepsScopes?: boolean;
  /** The name on the wire of a metric. Two names may come out the same: they are then reported and merged. */
  wireName(metric: MetricIdentity): string;
  /** Prepares the records of a wire name; called once for each name and kind, and scope where they are kept apart. */
  family(wireName: string, metric: MetricIdentity): Family;
}

/** Attributes of the resource that all points of an export share. */
export type ResourceAttributes = Readonly<Record<string, unknown>>;
