export {
  type Accounting,
  type CloseOptions,
  ConfigError,
  DroppedError,
  ShutdownError,
  TransportError,
} from '@otelwire/core';
export type { DialectName } from '../wire/dialect.js';
export type { TargetName } from '../wire/target.js';
export type { OriginOptions, WireOptions } from '../wire-options.js';
export type { DogStatsdClientOptions, StatsdClientOptions } from './client-options.js';
export { DogStatsdClient } from './dogstatsd-client.js';
export {
  createDogStatsdMetrics,
  createMetrics,
  type DogStatsdMetricList,
  type StatsdMetricList,
} from './metric-list.js';
export type {
  CallOptions,
  ChildOptions,
  DogStatsdEvent,
  DogStatsdMetrics,
  ServiceCheck,
  ServiceCheckStatus,
  StatsdMetrics,
  Tags,
  TimedCallOptions,
} from './metrics.js';
export { StatsdClient } from './statsd-client.js';
