export {
  type Accounting,
  type CloseOptions,
  ConfigError,
  DroppedError,
  ShutdownError,
  TransportError,
} from '@otelwire/core';
export type { WireOptions } from '../wire-options.js';
export type { GraphiteClientOptions } from './client-options.js';
export { GraphiteClient } from './graphite-client.js';
export type { ChildOptions, GraphitePoint, SendOptions, Tags } from './points.js';
