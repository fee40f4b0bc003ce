/** The backends of the sandbox, by the names that `OTEL_METRICS_EXPORTER` has for them. */
export const backendNames = [
  'statsd',
  'dogstatsd',
  'graphite',
  'stathat',
  'stride',
  'initialstate',
  'otlp',
] as const;

export type BackendName = (typeof backendNames)[number];
