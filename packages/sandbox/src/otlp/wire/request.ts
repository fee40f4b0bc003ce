// What is read of a request: proto3's messages, with all fields there. 64 bits are bigints.

/** One of these is set, or none. */
export interface AnyValue {
  readonly stringValue?: string;
  readonly boolValue?: boolean;
  readonly intValue?: bigint;
  readonly doubleValue?: number;
  readonly arrayValue?: { readonly values: readonly AnyValue[] };
  readonly kvlistValue?: { readonly values: readonly KeyValue[] };
  readonly bytesValue?: Uint8Array;
}

export interface KeyValue {
  readonly key: string;
  readonly value?: AnyValue;
}

export interface Exemplar {
  readonly timeUnixNano: bigint;
  readonly asDouble?: number;
  readonly asInt?: bigint;
  readonly spanId: Uint8Array;
  readonly traceId: Uint8Array;
  readonly filteredAttributes: readonly KeyValue[];
}

/** What all points have. */
export interface DataPoint {
  readonly attributes: readonly KeyValue[];
  readonly startTimeUnixNano: bigint;
  readonly timeUnixNano: bigint;
  readonly flags: number;
  /** Summaries have none. */
  readonly exemplars?: readonly Exemplar[];
}

export interface NumberDataPoint extends DataPoint {
  readonly asDouble?: number;
  readonly asInt?: bigint;
}

interface DistributionDataPoint extends DataPoint {
  readonly count: bigint;
  readonly sum?: number;
  readonly min?: number;
  readonly max?: number;
}

export interface HistogramDataPoint extends DistributionDataPoint {
  readonly bucketCounts: readonly bigint[];
  readonly explicitBounds: readonly number[];
}

export interface Buckets {
  readonly offset: number;
  readonly bucketCounts: readonly bigint[];
}

export interface ExponentialHistogramDataPoint extends DistributionDataPoint {
  readonly scale: number;
  readonly zeroCount: bigint;
  readonly zeroThreshold: number;
  readonly positive?: Buckets;
  readonly negative?: Buckets;
}

export interface SummaryDataPoint extends DataPoint {
  readonly count: bigint;
  readonly sum: number;
  readonly quantileValues: readonly { readonly quantile: number; readonly value: number }[];
}

interface Points<Point> {
  readonly dataPoints: readonly Point[];
}

interface TemporalPoints<Point> extends Points<Point> {
  /** 1 is delta, 2 cumulative. */
  readonly aggregationTemporality: number;
}

/** At most one of the last five is set. */
export interface Metric {
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  readonly gauge?: Points<NumberDataPoint>;
  readonly sum?: TemporalPoints<NumberDataPoint> & { readonly isMonotonic: boolean };
  readonly histogram?: TemporalPoints<HistogramDataPoint>;
  readonly exponentialHistogram?: TemporalPoints<ExponentialHistogramDataPoint>;
  readonly summary?: Points<SummaryDataPoint>;
}

export interface ScopeMetrics {
  readonly scope?: {
    readonly name: string;
    readonly version: string;
    readonly attributes: readonly KeyValue[];
  };
  readonly metrics: readonly Metric[];
  readonly schemaUrl: string;
}

export interface ResourceMetrics {
  readonly resource?: { readonly attributes: readonly KeyValue[] };
  readonly scopeMetrics: readonly ScopeMetrics[];
  readonly schemaUrl: string;
}

export interface ExportMetricsServiceRequest {
  readonly resourceMetrics: readonly ResourceMetrics[];
}
