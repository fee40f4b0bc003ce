import type { Histogram } from '@otelwire/core';
import type { Tag } from '../statsd/record.js';

/** The value of an attribute; an integer beyond 2^53 is a bigint, an empty value `null`. */
export type OtlpValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | Uint8Array
  | readonly OtlpValue[]
  | { readonly [key: string]: OtlpValue };

export type OtlpAttributes = Readonly<Record<string, OtlpValue>>;

/** Attributes as they came, and as text. */
export interface Attributed {
  readonly attributes: OtlpAttributes;
  /** The attributes as text, sorted by key: lists are joined by commas, objects are JSON, bytes base64. */
  readonly tags: readonly Tag[];
}

/** Who sent a point. */
export interface OtlpResource extends Attributed {
  readonly schemaUrl: string;
}

/** Which library made a point. */
export interface OtlpScope extends Attributed {
  /** Empty when it is not known. */
  readonly name: string;
  readonly version: string;
  readonly schemaUrl: string;
}

/** What the points of a series have in common. */
export interface OtlpSeriesIdentity extends Attributed {
  readonly name: string;
  readonly unit: string;
  /** Of summaries and gauges, which have none, `undefined`. */
  readonly temporality: 'delta' | 'cumulative' | undefined;
  /** Only of sums it can be true. */
  readonly isMonotonic: boolean;
  readonly resource: OtlpResource;
  readonly scope: OtlpScope;
}

interface PointParts extends OtlpSeriesIdentity {
  readonly description: string;
  readonly timeUnixNano: bigint;
  /** 0 when it is not known. */
  readonly startTimeUnixNano: bigint;
}

/** An amount, a total or a level. */
export interface OtlpNumberPoint extends PointParts {
  readonly kind: 'sum' | 'gauge';
  readonly value: number;
}

/** A distribution in buckets. */
export interface OtlpHistogramPoint extends PointParts {
  readonly kind: 'histogram' | 'exponentialHistogram';
  readonly histogram: Histogram;
}

/** Count, sum and quantiles, as Prometheus has them. */
export interface OtlpSummaryPoint extends PointParts {
  readonly kind: 'summary';
  readonly summary: OtlpSummary;
}

export interface OtlpSummary {
  readonly count: number;
  readonly sum: number;
  readonly quantiles: readonly { readonly quantile: number; readonly value: number }[];
}

/** A point that was taken. */
export type TakenOtlpPoint = OtlpNumberPoint | OtlpHistogramPoint | OtlpSummaryPoint;

export type OtlpKind = TakenOtlpPoint['kind'];
