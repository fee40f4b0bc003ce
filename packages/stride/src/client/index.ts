export {
  type Accounting,
  type CloseOptions,
  ConfigError,
  DroppedError,
  ShutdownError,
  TransportError,
} from '@otelwire/core';
export type { StrideClientOptions, StrideCollectorOptions } from './client-options.js';
export { StrideClient, type SubscribeOptions } from './stride-client.js';
export { StrideCollector } from './stride-collector.js';
export { StrideError } from './stride-error.js';
export type { StrideEvent } from './stride-event.js';
export type { StrideResponse } from './stride-response.js';
export type { StrideSubscription } from './stride-subscription.js';
