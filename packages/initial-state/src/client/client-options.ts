import type { ClientOptions, ConnectOptions } from '@otelwire/core';
import type { HttpDispatcher } from '@otelwire/core/http';
import type { WireOptions } from '../wire-options.js';

/** Options of `InitialStateStreamer`. Each has a variable too, but for those that only code can give. */
export interface InitialStateStreamerOptions
  extends Omit<WireOptions, 'transport'>,
    Omit<ConnectOptions, 'transport'>,
    Omit<ClientOptions, 'debug'> {
  /** So many events are sent at once; fewer wait for `flushIntervalMillis`. */
  readonly bufferSize?: number | undefined;
  /** What is shown, and whether what goes wrong is thrown: 0 to 3. */
  readonly debugLevel?: number | undefined;
  /** Gets what `debugLevel` shows. */
  readonly onDebug?: ((line: string) => void) | undefined;
  /** Whether events go to a file instead of the server. */
  readonly offline?: boolean | undefined;
  /** That file. */
  readonly offlineFile?: string | undefined;
  /** A file of ISStreamer's with options. */
  readonly iniFile?: string | undefined;
  /** Your own undici dispatcher, of any major version. It is never closed. */
  readonly dispatcher?: HttpDispatcher | undefined;
}

/** Which bucket events go to. */
export interface BucketOptions {
  /** What tells the bucket from others of the account. Default: made of the name. */
  readonly bucketKey?: string | undefined;
  /** What people see of the bucket. Default: the key. */
  readonly bucketName?: string | undefined;
}

/** What a call of `logObject` may say. */
export interface LogObjectOptions {
  /** Put before every key, with `_` between; `''` for nothing. Default: the name of the object's class. */
  readonly keyPrefix?: string | undefined;
  /** When it was, for all members. Default: now. */
  readonly when?: Date | number | undefined;
}
