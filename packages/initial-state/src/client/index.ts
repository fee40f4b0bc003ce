export {
  type Accounting,
  type CloseOptions,
  ConfigError,
  DroppedError,
  ShutdownError,
  TransportError,
} from '@otelwire/core';
export type { BucketOptions, InitialStateStreamerOptions, LogObjectOptions } from './client-options.js';
export type { EventValue } from './event-text.js';
export { InitialStateStreamer } from './initial-state-streamer.js';
