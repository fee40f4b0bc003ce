import type { MeterProvider } from '@opentelemetry/api';
import type { MetricReader } from '@opentelemetry/sdk-metrics';
import { attach } from './attach.js';
import type { ExporterName } from './exporter-names.js';
import { createFallbackProvider, type FallbackProvider } from './fallback-provider.js';
import type { Api, RegistrationListener } from './follow-registration.js';
import { LiveReaders } from './live-readers.js';
import { findMetricsSdks, type MetricsSdk, metricsSdkFor } from './metrics-sdk.js';
import { notice } from './notice.js';
import { makeOtherReaders } from './other-readers.js';
import { processState } from './process-state.js';
import { showDiag } from './show-diag.js';

/** Readers by the name of their exporter. */
export type Readers = ReadonlyMap<ExporterName, MetricReader>;

/** How long an application may take to set up its SDK. A server of ours would have its port until then. */
const SDK_START_MILLIS = 2_000;

export const noReaders: Readers = new Map();

/** Brings our readers to whatever provider the application ends up with. */
export class Follower implements RegistrationListener {
  readonly #names: readonly ExporterName[];
  readonly #others: readonly string[];
  readonly #api: Api;
  readonly #live = new LiveReaders();
  readonly #followed = new WeakSet<MeterProvider>();
  #handed = noReaders;
  #fallback: FallbackProvider | undefined;
  #hideDiag = () => {};
  #hasFollowed = false;

  constructor(names: readonly ExporterName[], others: readonly string[], api: Api) {
    this.#names = names;
    this.#others = others;
    this.#api = api;
  }

  registered(provider: MeterProvider): void {
    if (this.#followed.has(provider)) return;
    this.#followed.add(provider);
    this.#hasFollowed = true;
    const without = this.#wanted().filter((name) => !this.#attach(provider, name));
    if (without.length > 0)
      notice(`the application's MeterProvider takes no more readers: nothing goes to ${without.join(', ')}`);
    this.#live.observeBy(provider);
    this.#replaceFallback(provider);
  }

  absent(): MeterProvider | undefined {
    if (!this.#hasFollowed) this.#fallback ??= this.#createFallback();
    return this.#fallback?.provider;
  }

  /** Readers for an SDK that is about to make its provider. */
  makeReaders(sdk: MetricsSdk): Readers {
    const made = this.#wanted().map((name) => [name, this.#live.make(name, sdk)] as const);
    return new Map(made.filter((entry): entry is [ExporterName, MetricReader] => entry[1] !== undefined));
  }

  /** An SDK is about to be made, which sees to the log itself. */
  leaveLog(): void {
    this.#hideDiag();
  }

  /** While `start` runs, a provider that is registered has these readers already, or should get them. */
  handing<Value>(readers: Readers, start: () => Value): Value {
    this.#handed = readers;
    try {
      return start();
    } finally {
      this.#handed = noReaders;
    }
  }

  /** Exports what the readers of living providers have not exported yet. Never rejects. */
  flush(): Promise<void> {
    return this.#fallback?.flush() ?? this.#live.flush();
  }

  #wanted(): ExporterName[] {
    const { servedByCode } = processState();
    return this.#names.filter((name) => !servedByCode.has(name));
  }

  #attach(provider: MeterProvider, name: ExporterName): boolean {
    const handed = this.#handed.get(name);
    if (handed !== undefined && this.#live.isBound(handed)) return true;
    const sdk = metricsSdkFor(provider);
    if (sdk === undefined) return false;
    const reader = handed ?? this.#live.make(name, sdk);
    // why there is no reader was said when it could not be made
    return reader === undefined || attach(provider, reader);
  }

  #createFallback(): FallbackProvider | undefined {
    const [found] = findMetricsSdks();
    if (found === undefined) return undefined;
    this.#hideDiag = showDiag(this.#api);
    const sdk = found.load() as MetricsSdk;
    const others = this.#others.filter((name) => name !== 'prometheus');
    const readers = [...this.makeReaders(sdk).values(), ...makeOtherReaders(others, sdk)];
    if (others.length < this.#others.length)
      setTimeout(() => this.#tellPrometheus(), SDK_START_MILLIS).unref();
    const fallback = createFallbackProvider(sdk, found.file, readers);
    this.#live.observeBy(fallback.provider);
    return fallback;
  }

  #tellPrometheus(): void {
    if (this.#fallback === undefined) return;
    notice('prometheus needs an SDK, and nobody has set one up: @otelwire/register/start does');
  }

  #replaceFallback(provider: MeterProvider): void {
    const fallback = this.#fallback;
    this.#fallback = undefined;
    fallback?.handOverTo(provider);
    fallback?.shutdown().catch(() => {});
  }
}
