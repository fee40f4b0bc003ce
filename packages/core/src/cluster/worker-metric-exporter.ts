import cluster from 'node:cluster';
import type { PushMetricExporter, ResourceMetrics } from '@opentelemetry/sdk-metrics';
import { systemClock, type Timer } from '../clock.js';
import { asError, ConfigError, OtelwireError, ShutdownError } from '../errors.js';
import { aggregationSelector, type HistogramAggregation } from '../otel/aggregation.js';
import { ExportResultCode } from '../otel/constants.js';
import type { ExportResult } from '../otel/export-end.js';
import { deltaCounters, temporalitySelector } from '../otel/temporality.js';
import { metricsMessage, readTaken } from './hand-over.js';

export interface WorkerMetricExporterOptions {
  /** How long the primary may take to take an export. Default 10 000. */
  readonly timeoutMillis?: number;
  /** How the SDK is asked to aggregate histograms. Default `base2_exponential_bucket_histogram`. */
  readonly histogramAggregation?: HistogramAggregation;
}

interface Waiting {
  readonly end: (problem?: string) => void;
  readonly timer: Timer;
}

const subject = 'WorkerMetricExporter';
/** Exports that the primary has not taken. A reader waits for one before the next, unless it has given up waiting. */
const MAX_WAITING = 4;

/**
 * Hands the metrics of a worker of a cluster to the primary, where `WorkerMetrics` takes them.
 *
 * An export succeeds when the primary has taken it: then it is in what the primary exports, once. It fails when the primary is gone
 * or does not answer in time; nothing is sent again. Throws a `ConfigError` in a process that is no worker of a cluster.
 */
export class WorkerMetricExporter implements PushMetricExporter {
  /** Counters and histograms as what was added, which the primary adds up, however often workers come and go. */
  readonly selectAggregationTemporality = temporalitySelector('backend', deltaCounters);
  readonly selectAggregation?: PushMetricExporter['selectAggregation'];
  readonly #timeoutMillis: number;
  readonly #waiting = new Map<number, Waiting>();
  readonly #onMessage = (message: unknown) => this.#taken(message);
  readonly #onDisconnect = () => this.#failAll('is gone');
  readonly #listeners: (() => void)[] = [];
  #lastId = 0;
  #isShutdown = false;

  constructor(options: WorkerMetricExporterOptions = {}) {
    const { histogramAggregation = 'base2_exponential_bucket_histogram', timeoutMillis = 10_000 } = options;
    if (!cluster.isWorker) throw new ConfigError(subject, ['this process is no worker of a cluster']);
    const selectAggregation = aggregationSelector(histogramAggregation);
    if (selectAggregation) this.selectAggregation = selectAggregation;
    this.#timeoutMillis = timeoutMillis;
  }

  export(...[metrics, resultCallback]: Parameters<PushMetricExporter['export']>): void {
    const fail = (error: Error) => resultCallback({ code: ExportResultCode.FAILED, error });
    if (this.#isShutdown) fail(new ShutdownError(subject));
    else if (!process.connected) fail(handOverError('is gone'));
    else if (this.#waiting.size >= MAX_WAITING) fail(handOverError('does not keep up'));
    else this.#send(metrics, resultCallback);
  }

  /** Waits until the primary has taken what was exported, or the time is over. Never rejects. */
  async forceFlush(): Promise<void> {
    while (this.#waiting.size > 0) await new Promise<void>((resolve) => this.#onceOneEnds(resolve));
  }

  async shutdown(): Promise<void> {
    this.#isShutdown = true;
    await this.forceFlush();
  }

  #send(metrics: ResourceMetrics, done: (result: ExportResult) => void): void {
    this.#lastId += 1;
    const id = this.#lastId;
    let message: object;
    try {
      message = metricsMessage(id, metrics);
    } catch (error) {
      done({ code: ExportResultCode.FAILED, error: asError(error) });
      return;
    }
    this.#wait(id, done);
    process.send?.(message, undefined, undefined, (error) => {
      if (error !== null) this.#waiting.get(id)?.end(`cannot be reached: ${error.message}`);
    });
  }

  #wait(id: number, done: (result: ExportResult) => void): void {
    if (this.#waiting.size === 0) {
      process.on('message', this.#onMessage);
      process.on('disconnect', this.#onDisconnect);
    }
    const late = `has not taken this export within ${this.#timeoutMillis} ms; has it a WorkerMetrics?`;
    const timer = systemClock.setTimer(() => this.#waiting.get(id)?.end(late), this.#timeoutMillis);
    const end = (problem?: string) => {
      timer.cancel();
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) {
        process.off('message', this.#onMessage);
        process.off('disconnect', this.#onDisconnect);
      }
      if (problem === undefined) done({ code: ExportResultCode.SUCCESS });
      else done({ code: ExportResultCode.FAILED, error: handOverError(problem) });
      for (const tell of this.#listeners.splice(0)) tell();
    };
    this.#waiting.set(id, { end, timer });
  }

  #onceOneEnds(tell: () => void): void {
    this.#listeners.push(tell);
  }

  #taken(message: unknown): void {
    const id = readTaken(message);
    if (id !== undefined) this.#waiting.get(id)?.end();
  }

  #failAll(problem: string): void {
    for (const { end } of [...this.#waiting.values()]) end(problem);
  }
}

function handOverError(problem: string): OtelwireError {
  return new OtelwireError('ERR_OTELWIRE_HAND_OVER', `the primary process ${problem}`);
}
