import type { ConnectOptions } from '@otelwire/core';

/** The way to an account and to a bucket of it. */
export interface WireOptions extends ConnectOptions {
  /** `https://groker.init.st/api`, or what speaks the same. `/buckets` and `/events` are put behind its path. */
  readonly endpoint?: string | undefined;
  /** The key of the account. */
  readonly accessKey?: string | undefined;
  /** What tells the bucket from others of the account. */
  readonly bucketKey?: string | undefined;
  /** What people see of the bucket. */
  readonly bucketName?: string | undefined;
  /** Whether the bucket is made before the first events. */
  readonly createBucket?: boolean | undefined;
  /** Further headers of all requests. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** No request has more. */
  readonly maxEventsPerRequest?: number | undefined;
  /** Requests go out no faster. */
  readonly maxRequestsPerSecond?: number | undefined;
  /** How much memory events may take that wait to be sent. */
  readonly maxBacklogBytes?: number | undefined;
  /** Events that have waited longer are dropped. */
  readonly maxBacklogAgeMillis?: number | undefined;
}
