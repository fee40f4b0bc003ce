import type { Vector } from '../../statsd/peers/vector.ts';
import { loadVectors } from '../../statsd/peers/vector.ts';

/** One test case of a peer of Graphite. */
export interface GraphiteVector extends Vector {
  readonly payload_hex?: string;
  /** An item of a pickle; `"NaN"` is that number. */
  readonly point?: readonly [path: string, point: readonly [timestamp: number, value: number | string]];
}

/** The vectors of one file. */
export function loadGraphiteVectors(file: string): readonly GraphiteVector[] {
  return loadVectors(file) as readonly GraphiteVector[];
}

/** A number as vectors have it. */
export function numberOf(value: unknown): number {
  return value === '+Inf' ? Number.POSITIVE_INFINITY : Number(value);
}
