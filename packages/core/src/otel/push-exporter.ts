import type { MeterProvider } from '@opentelemetry/api';
import type { PushMetricExporter, ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { Clock } from '../clock.js';
import type { Accounting } from '../delivery/accounting.js';
import type { Delivery } from '../delivery/delivery.js';
import { asError, ShutdownError } from '../errors.js';
import type { Logger } from '../logger.js';
import { createCollisionReporter } from '../naming/collisions.js';
import { CollectionWriter, type CollectionWriterOptions } from './collection-writer.js';
import { ExportResultCode } from './constants.js';
import { Pace } from './encode-metrics.js';
import { attributesOf, type ExportEnd, type ExportResult, resultOf } from './export-end.js';
import { SelfObservation } from './self-observation.js';

type ExportCallback = Parameters<PushMetricExporter['export']>[1];

export interface PushExporterOptions {
  /** What it is called in errors: `StatsdMetricExporter`. */
  readonly subject: string;
  readonly delivery: Delivery;
  readonly createEncoder: CollectionWriterOptions['createEncoder'];
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long one export may take, waiting included. */
  readonly timeoutMillis: number;
  /** Whose instruments tell of the exporter itself. Default: nobody's. */
  readonly selfObsMeterProvider?: MeterProvider | undefined;
}

/**
 * How long an export tries while the backend is known to be away. What it carries is held anyway, and the SDK collects nothing while
 * an export runs: waiting for a reconnect would make gaps of its own.
 */
const AWAY_MILLIS = 1_000;

/**
 * The part of a push exporter that is the same for every backend: exports run one at a time, each with a deadline; a
 * callback is called exactly once; nothing throws.
 *
 * An export succeeds when nothing of it was lost: its points were delivered, or are held for the next one. The SDK would
 * log each failure; we log when the backend goes and when it comes back.
 */
export class PushExporter {
  readonly #options: PushExporterOptions;
  readonly #writer: CollectionWriter;
  #observation: SelfObservation | undefined;
  #running: Promise<void> = Promise.resolve();
  #shutdown: Promise<void> | undefined;

  constructor(options: PushExporterOptions) {
    this.#options = options;
    void options.delivery.spooling?.restore(
      () => this.#shutdown ?? this.#enqueue(undefined, this.#exportDeadline()),
    );
    const reportCollision = createCollisionReporter(options.logger);
    this.#writer = new CollectionWriter({ ...options, reportCollision });
    if (options.selfObsMeterProvider !== undefined)
      this.setSelfObsMeterProvider(options.selfObsMeterProvider);
  }

  get accounting(): Accounting {
    return this.#options.delivery.accounting;
  }

  /** Makes the metrics of the exporter itself with this provider, and no longer with the one before. */
  setSelfObsMeterProvider(provider: MeterProvider): void {
    const { delivery, subject: type } = this.#options;
    const { description } = delivery.transport;
    this.#observation ??= new SelfObservation({ type, description, accounting: () => this.accounting });
    this.#observation.moveTo(provider);
  }

  export(metrics: ResourceMetrics, done: ExportCallback): void {
    const { logger, subject } = this.#options;
    const call = (result: ExportResult) => {
      try {
        done(result);
      } catch (error) {
        logger.error(`${subject}: the callback of an export threw: ${error}`);
      }
    };
    if (this.#shutdown === undefined) void this.#enqueue(metrics, this.#exportDeadline()).then(call);
    else call({ code: ExportResultCode.FAILED, error: new ShutdownError(subject) });
  }

  /** Waits for running exports and tries once more to send what is held. Never rejects; ends after `timeoutMillis`. */
  forceFlush(): Promise<void> {
    return this.#shutdown ?? this.#flush(this.#deadline());
  }

  /**
   * Flushes, closes the sockets, and drops what is still held, or leaves it in its files, which is logged. Never rejects; ends after
   * `timeoutMillis`.
   */
  shutdown(): Promise<void> {
    this.#shutdown ??= this.#close(this.#deadline());
    return this.#shutdown;
  }

  async #close(deadline: number): Promise<void> {
    const { clock, delivery, timeoutMillis } = this.#options;
    const alive = clock.keepAlive(timeoutMillis);
    await this.#flush(deadline);
    await delivery.close(deadline);
    alive.cancel();
  }

  #deadline(): number {
    return this.#options.clock.monotonicMillis() + this.#options.timeoutMillis;
  }

  #exportDeadline(): number {
    const { clock, delivery } = this.#options;
    const deadline = this.#deadline();
    // a backend that is slow, or has a limit, would never get what is held in so short a time
    const isAway = delivery.isDown && !delivery.outage.cause?.ranOutOfTime;
    return isAway ? Math.min(deadline, clock.monotonicMillis() + AWAY_MILLIS) : deadline;
  }

  async #flush(deadline: number): Promise<void> {
    const { clock, delivery, timeoutMillis } = this.#options;
    const alive = clock.keepAlive(timeoutMillis);
    await this.#running;
    if (delivery.hasHeld) await this.#enqueue(undefined, deadline);
    alive.cancel();
  }

  #enqueue(metrics: ResourceMetrics | undefined, deadline: number): Promise<ExportResult> {
    const result = this.#running.then(() => this.#run(metrics, deadline));
    this.#running = result.then(() => {});
    return result;
  }

  async #run(metrics: ResourceMetrics | undefined, deadline: number): Promise<ExportResult> {
    const { clock, delivery, subject } = this.#options;
    const observation = metrics && this.#observation;
    if (observation === undefined) return resultOf(await this.#send(metrics, deadline), subject);
    const startedAt = clock.monotonicMillis();
    const end = await this.#send(metrics, deadline);
    observation.record((clock.monotonicMillis() - startedAt) / 1000, attributesOf(end, delivery));
    return resultOf(end, subject);
  }

  async #send(metrics: ResourceMetrics | undefined, deadline: number): Promise<ExportEnd> {
    const { clock, delivery } = this.#options;
    if (delivery.spooling !== undefined) await delivery.spooling.opened;
    const lostBefore = delivery.lost;
    let isClean = false;
    let error: Error | undefined;
    try {
      const pace = new Pace(clock, delivery, deadline);
      delivery.begin();
      if (delivery.hasHeld) await delivery.resend(deadline, () => pace.turn());
      const errors = metrics === undefined ? [] : await this.#writer.write(metrics, pace);
      isClean = await delivery.flush(deadline);
      error = errors[0];
    } catch (thrown) {
      error = asError(thrown);
    }
    return { isClean, lost: delivery.lost - lostBefore, error };
  }
}
