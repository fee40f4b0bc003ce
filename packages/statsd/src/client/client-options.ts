import type { ClientOptions } from '@otelwire/core';
import type { OriginOptions, WireOptions } from '../wire-options.js';

/** Options of `StatsdClient`. Each has a variable too, but for those that only code can give. */
export interface StatsdClientOptions extends WireOptions, ClientOptions {
  /** The share of calls that is sent when a call does not say. */
  readonly sampleRate?: number | undefined;
  /** How long the calls of a series are added up before they are sent as one record. */
  readonly aggregationIntervalMillis?: number | undefined;
  /** Connections to the server. */
  readonly connections?: number | undefined;
  /** How many series are held at the most while the server is away. */
  readonly maxHeldSeries?: number | undefined;
  /** Where sampling takes its random numbers from. */
  readonly random?: (() => number) | undefined;
}

/** Options of `DogStatsdClient`. */
export interface DogStatsdClientOptions extends StatsdClientOptions, OriginOptions {}
