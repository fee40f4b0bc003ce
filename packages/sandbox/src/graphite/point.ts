import type { GraphiteDefect } from './defect.js';
import type { SeriesPath } from './series-path.js';

/** A value of a series at a second. */
export interface GraphitePoint extends SeriesPath {
  readonly value: number;
  /** Unix seconds. */
  readonly timestamp: number;
  /** The resolution of the series, which only HTTP tells. */
  readonly intervalSeconds?: number;
}

/** What a line, an item of a pickle, or an object of JSON says. */
export interface ParsedGraphitePoint extends SeriesPath {
  /** Absent when it cannot be read. */
  readonly value: number | undefined;
  /** Unix seconds; -1 means now. Absent when it cannot be read. */
  readonly timestamp: number | undefined;
  readonly intervalSeconds?: number;
  readonly defects: readonly GraphiteDefect[];
}

/** A point that was taken: all of it could be read, and -1 has become the present second. */
export type TakenGraphitePoint = GraphitePoint & ParsedGraphitePoint;
