import {
  type Accounting,
  type CloseOptions,
  processEnvironment,
  resolveOptions,
  warnOfVariables,
} from '@otelwire/core';
import type { DogStatsdClientOptions } from './client-options.js';
import { ClientPart } from './client-part.js';
import { dogstatsdClientEnvPrefixes, dogstatsdClientSchema } from './client-schema.js';
import type { DogStatsdMetricList } from './metric-list.js';
import type {
  CallOptions,
  ChildOptions,
  DogStatsdEvent,
  DogStatsdMetrics,
  ServiceCheck,
  TimedCallOptions,
} from './metrics.js';
import { openClient } from './open-client.js';

const subject = 'DogStatsdClient';

/**
 * Sends metrics, events and service checks to a Datadog Agent, or to another server that speaks DogStatsD.
 *
 * Options come from the constructor, then from variables (`OTELWIRE_DOGSTATSD_ENDPOINT` … and `DD_AGENT_HOST`, `DD_ENV` …), then
 * from defaults; the constructor throws a `ConfigError` that names everything that is wrong with what it was given. No metric throws or blocks
 * after that: records are sent in the background, and what cannot be sent is counted in `accounting`.
 */
export class DogStatsdClient implements DogStatsdMetrics {
  readonly #part: ClientPart;

  constructor(options: DogStatsdClientOptions | ClientPart = {}) {
    if (options instanceof ClientPart) {
      this.#part = options;
      return;
    }
    const { values } = resolveOptions(dogstatsdClientSchema, options, {
      subject,
      envPrefixes: dogstatsdClientEnvPrefixes,
      env: processEnvironment(),
      warn: warnOfVariables(options),
    });
    const { connection, recorder } = openClient(subject, values);
    this.#part = new ClientPart(connection, recorder);
  }

  /** Where the records are: `accepted = delivered + held + inFlight + Σ dropped`. Children share it. */
  get accounting(): Accounting {
    return this.#part.connection.accounting;
  }

  /** Connects before the first record does, and tells whether the server is there: rejects with a `TransportError`. */
  connect(): Promise<void> {
    return this.#part.connection.connect();
  }

  gauge(name: string, value: number, options?: TimedCallOptions): void {
    this.#part.recorder.gauge(name, value, options);
  }

  gaugeDelta(name: string, change: number, options?: CallOptions): void {
    this.#part.recorder.gaugeDelta(name, change, options);
  }

  counter(name: string, value: number, options?: TimedCallOptions): void {
    this.#part.recorder.counter(name, value, options);
  }

  increment(name: string, value?: number, options?: TimedCallOptions): void {
    this.#part.recorder.increment(name, value, options);
  }

  decrement(name: string, value?: number, options?: TimedCallOptions): void {
    this.#part.recorder.decrement(name, value, options);
  }

  set(name: string, member: string | number, options?: CallOptions): void {
    this.#part.recorder.set(name, member, options);
  }

  timer(name: string, millis: number, options?: CallOptions): void {
    this.#part.recorder.timer(name, millis, options);
  }

  distribution(name: string, value: number, options?: CallOptions): void {
    this.#part.recorder.distribution(name, value, options);
  }

  histogram(name: string, value: number, options?: CallOptions): void {
    this.#part.recorder.histogram(name, value, options);
  }

  event(event: DogStatsdEvent): void {
    this.#part.recorder.event(event);
  }

  serviceCheck(check: ServiceCheck): void {
    this.#part.recorder.serviceCheck(check);
  }

  /** Runs `work`, records how long it took (of a promise, until it settles; also when it fails), and returns its result. */
  timeit<Result>(name: string, work: () => Result, options?: CallOptions): Result {
    return this.#part.measure(work, (millis, to) => to.timer(name, millis, options));
  }

  /** `work` with each of its calls timed; `this`, arguments and result are left as they are. */
  timed<This, Args extends unknown[], Result>(
    name: string,
    work: (this: This, ...args: Args) => Result,
    options?: CallOptions,
  ): (this: This, ...args: Args) => Result {
    const part = this.#part;
    return function (...args) {
      return part.measure(
        () => work.apply(this, args),
        (millis, to) => to.timer(name, millis, options),
      );
    };
  }

  /** Writes several metrics one after another, with nothing of others in between. */
  batch(write: (metrics: DogStatsdMetrics) => void): void {
    write(this.#part.recorder);
  }

  /** Writes what `createDogStatsdMetrics()` has collected, in one go; `sampleRate` is for those that say none themselves. */
  send(metrics: DogStatsdMetricList, options?: { readonly sampleRate?: number | undefined }): void {
    this.#part.send(metrics, options?.sampleRate);
  }

  /** A client with a longer prefix, more tags or another sample rate, on the same connection. */
  child(options?: ChildOptions): DogStatsdClient {
    return new DogStatsdClient(this.#part.child(subject, options));
  }

  /** Sends what was written; resolves when it is delivered, or held because the server is away. Never rejects. */
  flush(): Promise<void> {
    return this.#part.flush();
  }

  /**
   * Sends what was written until `timeoutMillis`, closes the connection, and drops what comes later. Of a child: `flush`, since
   * others use its connection. May be called twice. Never rejects.
   */
  close(options?: CloseOptions): Promise<void> {
    return this.#part.close(options);
  }

  /** `await using client = new DogStatsdClient()`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
