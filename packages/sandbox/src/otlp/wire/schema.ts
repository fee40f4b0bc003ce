/** The types of values that are no messages. `hex` are bytes that JSON has as hexadecimal digits. */
export type Scalar =
  | 'string'
  | 'bool'
  | 'double'
  | 'uint32'
  | 'sint32'
  | 'int64'
  | 'uint64'
  | 'fixed64'
  | 'sfixed64'
  | 'bytes'
  | 'hex'
  | 'temporality';

/** One field of a message. */
interface FieldType {
  readonly number: number;
  /** A `Scalar`, or the name of a message. */
  readonly type: string;
  readonly isRepeated?: true;
  /** Absence tells something: it is then `undefined`, as messages are. */
  readonly isOptional?: true;
  /** Of the fields with the same name here, at most one is set. */
  readonly oneOf?: string;
}

const one = (number: number, type: string): FieldType => ({ number, type });
const many = (number: number, type: string): FieldType => ({ number, type, isRepeated: true });
const optional = (number: number, type: string): FieldType => ({ number, type, isOptional: true });
const oneOf = (oneOf: string, number: number, type: string): FieldType => ({ number, type, oneOf });

const times = { startTimeUnixNano: one(2, 'fixed64'), timeUnixNano: one(3, 'fixed64') };

/**
 * What a request is made of. Source: opentelemetry-proto 1.11.0, https://github.com/open-telemetry/opentelemetry-proto.
 * Fields that are for profiles only are left out, as receivers of metrics are told to ignore them.
 */
export const schema: Readonly<Record<string, Readonly<Record<string, FieldType>>>> = {
  ExportMetricsServiceRequest: { resourceMetrics: many(1, 'ResourceMetrics') },
  ResourceMetrics: {
    resource: one(1, 'Resource'),
    scopeMetrics: many(2, 'ScopeMetrics'),
    schemaUrl: one(3, 'string'),
  },
  Resource: {
    attributes: many(1, 'KeyValue'),
    droppedAttributesCount: one(2, 'uint32'),
    entityRefs: many(3, 'EntityRef'),
  },
  EntityRef: {
    schemaUrl: one(1, 'string'),
    type: one(2, 'string'),
    idKeys: many(3, 'string'),
    descriptionKeys: many(4, 'string'),
  },
  ScopeMetrics: {
    scope: one(1, 'InstrumentationScope'),
    metrics: many(2, 'Metric'),
    schemaUrl: one(3, 'string'),
  },
  InstrumentationScope: {
    name: one(1, 'string'),
    version: one(2, 'string'),
    attributes: many(3, 'KeyValue'),
    droppedAttributesCount: one(4, 'uint32'),
  },
  Metric: {
    name: one(1, 'string'),
    description: one(2, 'string'),
    unit: one(3, 'string'),
    gauge: oneOf('data', 5, 'Gauge'),
    sum: oneOf('data', 7, 'Sum'),
    histogram: oneOf('data', 9, 'Histogram'),
    exponentialHistogram: oneOf('data', 10, 'ExponentialHistogram'),
    summary: oneOf('data', 11, 'Summary'),
    metadata: many(12, 'KeyValue'),
  },
  Gauge: { dataPoints: many(1, 'NumberDataPoint') },
  Sum: {
    dataPoints: many(1, 'NumberDataPoint'),
    aggregationTemporality: one(2, 'temporality'),
    isMonotonic: one(3, 'bool'),
  },
  Histogram: {
    dataPoints: many(1, 'HistogramDataPoint'),
    aggregationTemporality: one(2, 'temporality'),
  },
  ExponentialHistogram: {
    dataPoints: many(1, 'ExponentialHistogramDataPoint'),
    aggregationTemporality: one(2, 'temporality'),
  },
  Summary: { dataPoints: many(1, 'SummaryDataPoint') },
  NumberDataPoint: {
    ...times,
    asDouble: oneOf('value', 4, 'double'),
    exemplars: many(5, 'Exemplar'),
    asInt: oneOf('value', 6, 'sfixed64'),
    attributes: many(7, 'KeyValue'),
    flags: one(8, 'uint32'),
  },
  HistogramDataPoint: {
    ...times,
    count: one(4, 'fixed64'),
    sum: optional(5, 'double'),
    bucketCounts: many(6, 'fixed64'),
    explicitBounds: many(7, 'double'),
    exemplars: many(8, 'Exemplar'),
    attributes: many(9, 'KeyValue'),
    flags: one(10, 'uint32'),
    min: optional(11, 'double'),
    max: optional(12, 'double'),
  },
  ExponentialHistogramDataPoint: {
    attributes: many(1, 'KeyValue'),
    ...times,
    count: one(4, 'fixed64'),
    sum: optional(5, 'double'),
    scale: one(6, 'sint32'),
    zeroCount: one(7, 'fixed64'),
    positive: one(8, 'Buckets'),
    negative: one(9, 'Buckets'),
    flags: one(10, 'uint32'),
    exemplars: many(11, 'Exemplar'),
    min: optional(12, 'double'),
    max: optional(13, 'double'),
    zeroThreshold: one(14, 'double'),
  },
  Buckets: { offset: one(1, 'sint32'), bucketCounts: many(2, 'uint64') },
  SummaryDataPoint: {
    ...times,
    count: one(4, 'fixed64'),
    sum: one(5, 'double'),
    quantileValues: many(6, 'ValueAtQuantile'),
    attributes: many(7, 'KeyValue'),
    flags: one(8, 'uint32'),
  },
  ValueAtQuantile: { quantile: one(1, 'double'), value: one(2, 'double') },
  Exemplar: {
    timeUnixNano: one(2, 'fixed64'),
    asDouble: oneOf('value', 3, 'double'),
    spanId: one(4, 'hex'),
    traceId: one(5, 'hex'),
    asInt: oneOf('value', 6, 'sfixed64'),
    filteredAttributes: many(7, 'KeyValue'),
  },
  KeyValue: { key: one(1, 'string'), value: one(2, 'AnyValue') },
  AnyValue: {
    stringValue: oneOf('value', 1, 'string'),
    boolValue: oneOf('value', 2, 'bool'),
    intValue: oneOf('value', 3, 'int64'),
    doubleValue: oneOf('value', 4, 'double'),
    arrayValue: oneOf('value', 5, 'ArrayValue'),
    kvlistValue: oneOf('value', 6, 'KeyValueList'),
    bytesValue: oneOf('value', 7, 'bytes'),
  },
  ArrayValue: { values: many(1, 'AnyValue') },
  KeyValueList: { values: many(1, 'KeyValue') },
};
