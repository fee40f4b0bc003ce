/** Tags of one call: an object, or a list as Datadog's clients take it: `['route:/users', 'canary']`. */
export type Tags = Readonly<Record<string, string | number | boolean | null | undefined>> | readonly string[];

/** What a single call may say of itself. */
export interface CallOptions {
  /**
   * The share of calls that is sent, above 0 and up to 1; the server multiplies by the rest. Default: the client's. A
   * call with any other rate is dropped and counted. Not applied to what is aggregated: all of it is counted.
   */
  readonly sampleRate?: number | undefined;
  /** Tags of this record; they take the place of the client's tags with the same key. */
  readonly tags?: Tags | undefined;
}

/** What a call of a gauge or counter may say of itself. */
export interface TimedCallOptions extends CallOptions {
  /**
   * When it was, as a date or in seconds since 1970. Only the Datadog Agent and the OTel Collector read it; for other
   * servers such a record would tell of now, so it is dropped and counted. Never sampled: the Agent does not multiply it.
   */
  readonly timestamp?: Date | number | undefined;
}

/** The metrics of every StatsD server. No method throws or blocks: what cannot be sent is dropped and counted. */
export interface StatsdMetrics {
  /** The level is `value` now, below zero too. */
  gauge(name: string, value: number, options?: TimedCallOptions): void;
  /** The level rises by `change`. Servers that know no relative gauges (the Datadog Agent) cannot be sent it: it is dropped. */
  gaugeDelta(name: string, change: number, options?: CallOptions): void;
  /** Adds `value`, which may be negative or a fraction. */
  counter(name: string, value: number, options?: TimedCallOptions): void;
  /** Adds `value`, by default 1. */
  increment(name: string, value?: number, options?: TimedCallOptions): void;
  /** Takes away `value`, by default 1. */
  decrement(name: string, value?: number, options?: TimedCallOptions): void;
  /** `member` was seen; the server counts the different ones. */
  set(name: string, member: string | number, options?: CallOptions): void;
  /** Something took `millis` milliseconds. */
  timer(name: string, millis: number, options?: CallOptions): void;
}

/** The metrics of DogStatsD. */
export interface DogStatsdMetrics extends StatsdMetrics {
  /** A value of a distribution over all hosts (`d`). */
  distribution(name: string, value: number, options?: CallOptions): void;
  /** A value of a distribution that each Agent summarises by itself (`h`). */
  histogram(name: string, value: number, options?: CallOptions): void;
  /** Something happened that people want to read of. */
  event(event: DogStatsdEvent): void;
  /** How something that was checked is. */
  serviceCheck(check: ServiceCheck): void;
}

/** An event of Datadog. Line breaks are kept; a text that is too long for a record ends in `...`. */
export interface DogStatsdEvent {
  /** Not empty. */
  readonly title: string;
  readonly text: string;
  /** Default: when the Agent gets it. A number is seconds since 1970. */
  readonly timestamp?: Date | number | undefined;
  /** Default: the Agent's. */
  readonly hostname?: string | undefined;
  /** Events with the same key are shown together. */
  readonly aggregationKey?: string | undefined;
  /** Default `normal`. */
  readonly priority?: 'normal' | 'low' | undefined;
  readonly sourceType?: string | undefined;
  /** Default `info`. */
  readonly alertType?: 'error' | 'warning' | 'info' | 'success' | undefined;
  readonly tags?: Tags | undefined;
}

/** The states of a service check, as words or as the numbers on the wire. */
export type ServiceCheckStatus = 'ok' | 'warning' | 'critical' | 'unknown' | 0 | 1 | 2 | 3;

/** A service check of Datadog. */
export interface ServiceCheck {
  /** Not empty. The client's prefix is not put before it. */
  readonly name: string;
  readonly status: ServiceCheckStatus;
  /** Default: when the Agent gets it. A number is seconds since 1970. */
  readonly timestamp?: Date | number | undefined;
  /** Default: the Agent's. */
  readonly hostname?: string | undefined;
  readonly message?: string | undefined;
  readonly tags?: Tags | undefined;
}

/** How a child differs from its parent. */
export interface ChildOptions {
  /** Put behind the parent's prefix, with one dot between. */
  readonly prefix?: string | undefined;
  /** Tags of every record; they take the place of the parent's with the same key. */
  readonly tags?: Tags | undefined;
  /** Default: the parent's. */
  readonly sampleRate?: number | undefined;
}
