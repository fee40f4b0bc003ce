/**
 * The SDK's enum values. They are the same in every sdk-metrics from 2.0 to 3.1 (a contract test compares them with the
 * installed one), and having them here spares the exporters a run-time import of the SDK.
 */
export const DataPointType = { HISTOGRAM: 0, EXPONENTIAL_HISTOGRAM: 1, GAUGE: 2, SUM: 3 } as const;
export const AggregationTemporality = { DELTA: 0, CUMULATIVE: 1 } as const;
export const AggregationType = { DEFAULT: 0, EXPONENTIAL_HISTOGRAM: 5 } as const;
export const ExportResultCode = { SUCCESS: 0, FAILED: 1 } as const;
export const InstrumentType = {
  COUNTER: 'COUNTER',
  GAUGE: 'GAUGE',
  HISTOGRAM: 'HISTOGRAM',
  UP_DOWN_COUNTER: 'UP_DOWN_COUNTER',
  OBSERVABLE_COUNTER: 'OBSERVABLE_COUNTER',
  OBSERVABLE_GAUGE: 'OBSERVABLE_GAUGE',
  OBSERVABLE_UP_DOWN_COUNTER: 'OBSERVABLE_UP_DOWN_COUNTER',
} as const;
