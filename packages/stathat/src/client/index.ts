export {
  type Accounting,
  type CloseOptions,
  ConfigError,
  DroppedError,
  ShutdownError,
  TransportError,
} from '@otelwire/core';
export type { StatHatClassicClientOptions, StatHatEzClientOptions } from './client-options.js';
export type { OneStat, OneStatCalls, PointOptions, Stat, StatCalls } from './points.js';
export {
  type ClassicShortcutOptions,
  classicCount,
  classicValue,
  type EzShortcutOptions,
  ezCount,
  ezValue,
} from './shortcuts.js';
export { StatHatClassicClient } from './stathat-classic-client.js';
export { StatHatError } from './stathat-error.js';
export { StatHatEzClient } from './stathat-ez-client.js';
