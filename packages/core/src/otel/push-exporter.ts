import type { PushMetricExporter, ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { Clock } from '../clock.js';
import type { Accounting } from '../delivery/accounting.js';
import type { Delivery } from '../delivery/delivery.js';
import { DroppedError, ShutdownError } from '../errors.js';
import type { Logger } from '../logger.js';
import { createCollisionReporter } from '../naming/collisions.js';
import type { Series } from '../naming/series-table.js';
import { ExportResultCode } from './constants.js';
import { encodeFamily, Pace } from './encode-metrics.js';
import type { Encoder, ResourceAttributes } from './encoder.js';
import { Families } from './families.js';

type ExportCallback = Parameters<PushMetricExporter['export']>[1];
type ExportResult = Parameters<ExportCallback>[0];

export interface PushExporterOptions {
  /** What it is called in errors: `StatsdMetricExporter`. */
  readonly subject: string;
  readonly delivery: Delivery;
  readonly createEncoder: (
    resource: ResourceAttributes,
    report: ReturnType<typeof createCollisionReporter>,
  ) => Encoder;
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long one export may take, waiting included. */
  readonly timeoutMillis: number;
}

/**
 * How long an export tries while the backend is known to be away. What it carries is held anyway, and the SDK collects nothing while
 * an export runs: waiting for a reconnect would make gaps of its own.
 */
const AWAY_MILLIS = 1_000;

interface Prepared {
  readonly resource: ResourceAttributes;
  readonly encoder: Encoder;
  readonly families: Families;
}

/**
 * The part of a push exporter that is the same for every backend: exports run one at a time, each with a deadline; a
 * callback is called exactly once; nothing throws.
 *
 * An export succeeds when nothing of it was lost: its points were delivered, or are held for the next one. The SDK would
 * log each failure; we log when the backend goes and when it comes back.
 */
export class PushExporter {
  readonly #options: PushExporterOptions;
  readonly #reportCollision: ReturnType<typeof createCollisionReporter>;
  readonly #scratch: Series[] = [];
  #prepared: Prepared | undefined;
  #collectionTime: string | undefined;
  #running: Promise<void> = Promise.resolve();
  #shutdown: Promise<void> | undefined;

  constructor(options: PushExporterOptions) {
    this.#options = options;
    this.#reportCollision = createCollisionReporter(options.logger);
  }

  get accounting(): Accounting {
    return this.#options.delivery.accounting;
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
   * Flushes, closes the sockets, and drops what is still held, which is logged. Never rejects; ends after
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
    return delivery.isDown ? Math.min(deadline, clock.monotonicMillis() + AWAY_MILLIS) : deadline;
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
    const { delivery, subject } = this.#options;
    const lostBefore = delivery.lost;
    try {
      await this.#send(metrics, deadline);
    } catch (error) {
      return {
        code: ExportResultCode.FAILED,
        error: error instanceof Error ? error : new Error(String(error)),
      };
    }
    const lost = delivery.lost - lostBefore;
    if (lost === 0) return { code: ExportResultCode.SUCCESS };
    return { code: ExportResultCode.FAILED, error: new DroppedError(subject, { lost }) };
  }

  async #send(metrics: ResourceMetrics | undefined, deadline: number): Promise<void> {
    const { clock, delivery } = this.#options;
    const pace = new Pace(clock, delivery, deadline);
    delivery.begin();
    if (delivery.hasHeld) await delivery.resend(() => pace.turn());
    const errors = metrics === undefined ? [] : await this.#encode(metrics, pace);
    await delivery.flush(deadline);
    if (errors.length > 0) throw errors[0];
  }

  /** Encodes all that can be encoded; returns why the rest cannot, of which the points are counted as dropped. */
  async #encode(metrics: ResourceMetrics, pace: Pace): Promise<unknown[]> {
    const { delivery } = this.#options;
    const errors: unknown[] = [];
    try {
      const { encoder, families } = this.#prepare(metrics.resource.attributes);
      this.#trim(encoder, metrics);
      for (const group of families.group(metrics.scopeMetrics)) {
        const encoding = encodeFamily(group, encoder.series, delivery, pace, this.#scratch);
        await encoding.catch((error) => errors.push(error));
      }
    } catch (error) {
      const points = countPoints(metrics);
      delivery.accept(points);
      delivery.drop('internal_error', points);
      errors.push(error);
    }
    return errors;
  }

  /** All points of a collection have its time, and it may come in many exports (`maxExportBatchSize`). */
  #trim(encoder: Encoder, { scopeMetrics }: ResourceMetrics): void {
    const time = scopeMetrics[0]?.metrics[0]?.dataPoints[0]?.endTime.join('.');
    if (time === this.#collectionTime) return;
    this.#collectionTime = time;
    encoder.series.trim();
  }

  #prepare(resource: ResourceAttributes): Prepared {
    if (this.#prepared?.resource !== resource) {
      const encoder = this.#options.createEncoder(resource, this.#reportCollision);
      this.#prepared = { resource, encoder, families: new Families(encoder, this.#reportCollision) };
    }
    return this.#prepared;
  }
}

function countPoints({ scopeMetrics }: ResourceMetrics): number {
  let points = 0;
  for (const { metrics } of scopeMetrics) for (const { dataPoints } of metrics) points += dataPoints.length;
  return points;
}
