import type { ClientOptions, ConnectOptions } from '@otelwire/core';
import type { HttpDispatcher } from '@otelwire/core/http';

interface SharedOptions extends Omit<ConnectOptions, 'transport' | 'logger'> {
  /** The key of the server. */
  readonly apiKey?: string | undefined;
  /** `https://host/v1`; must be given. Paths such as `/collect` follow. */
  readonly endpoint?: string | undefined;
  /** Further headers of requests. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Whether events are sent in gzip, from 1 KiB on. */
  readonly gzip?: boolean | undefined;
  /** Your own undici dispatcher, of any major version. It is never closed. */
  readonly dispatcher?: HttpDispatcher | undefined;
}

/** Options of `StrideClient`. Each has a variable too, but for those that only code can give. */
export interface StrideClientOptions extends SharedOptions {
  /** How long a call may take, and how long a subscription may take to begin. */
  readonly timeoutMillis?: number | undefined;
}

/** Options of `StrideCollector`. Each has a variable too, but for those that only code can give. */
export interface StrideCollectorOptions
  extends SharedOptions,
    Pick<ConnectOptions, 'logger'>,
    Omit<ClientOptions, 'debug'> {
  /** No request has more events; so many are sent at once. */
  readonly batchSize?: number | undefined;
  /** Whether events without a `$timestamp` get the time of their `collect`. */
  readonly timestamps?: boolean | undefined;
  /** How much memory events may take that wait for the server. */
  readonly maxBacklogBytes?: number | undefined;
  /** Events that have waited longer are dropped. */
  readonly maxBacklogAgeMillis?: number | undefined;
}
