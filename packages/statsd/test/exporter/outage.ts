import type { StatsdReceiver } from '@otelwire/sandbox';
import { expect, vi } from 'vitest';
import { recordingLogger } from '../../../core/test/otel/recording-logger.ts';
import { Metrics } from '../../../core/test/otel/sdk-metrics.ts';
import { patientClock } from '../../../core/test/transport/patient-clock.ts';
import { StatsdMetricExporter, type StatsdMetricExporterOptions } from '../../src/index.ts';

/** For what comes, on a machine that does other things as well. */
export const IN_TIME_MILLIS = 30_000;
vi.setConfig({ testTimeout: 60_000 });

/** A service that counts and times, exports to a real socket, and knows what it recorded. */
export class Service {
  readonly clock = patientClock();
  readonly exporter: StatsdMetricExporter;
  /** What was said, but for `debug`. */
  readonly messages: string[];
  counted = 0;
  timed = 0;
  readonly #metrics: Metrics;

  constructor(options: StatsdMetricExporterOptions) {
    const { logger, messages } = recordingLogger();
    this.messages = messages;
    const defaults = { target: 'datadog-agent', histograms: 'distributions', clock: this.clock } as const;
    this.exporter = new StatsdMetricExporter({ ...defaults, logger, ...options });
    this.#metrics = new Metrics(this.exporter);
  }

  get accounting() {
    return this.exporter.accounting;
  }

  /** Whether the last that was said is of this level. */
  isTold(level: 'warn' | 'info'): boolean {
    return this.messages.at(-1)?.startsWith(level) === true;
  }

  /** Records something on several series; the SDK keeps 2000 apart. */
  record(series = 3): void {
    const { meter } = this.#metrics;
    const [orders, latency] = [meter.createCounter('orders'), meter.createHistogram('latency')];
    for (let i = 0; i < series; i += 1) {
      this.counted += i + 1;
      orders.add(i + 1, { series: i });
    }
    this.timed += 2;
    latency.record(1);
    latency.record(this.timed);
    meter.createUpDownCounter('balance').add(this.timed % 4 === 0 ? 50 : -60);
  }

  /** Records and exports. Whatever the server does, the export succeeds and every point is somewhere. */
  async export(series?: number): Promise<void> {
    this.record(series);
    expect(await this.#metrics.export()).toEqual({ code: 0 });
    this.checkAccounting();
  }

  checkAccounting(): void {
    const { accepted, delivered, held, inFlight, dropped } = this.accounting;
    const { superseded = 0, ...lost } = dropped;
    expect(lost).toEqual({});
    expect(Math.min(delivered, held, inFlight, superseded)).toBeGreaterThanOrEqual(0);
    expect(accepted).toBe(delivered + held + inFlight + superseded);
  }

  /** Exports until nothing waits any more. */
  async exportAll(): Promise<void> {
    for (let i = 0; i < 100; i += 1) {
      await this.export();
      if (this.accounting.held + this.accounting.inFlight === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`still not delivered: ${JSON.stringify(this.accounting)}`);
  }
}

export function countedBy({ totals }: StatsdReceiver): number {
  return [...totals.series.values()].reduce((sum, series) => sum + (series.type === 'c' ? series.sum : 0), 0);
}

function timingsOf({ totals }: StatsdReceiver) {
  for (const series of totals.series.values()) if (series.type === 'd') return series;
  return undefined;
}

/** What a receiver has is what the service recorded: counters exactly, each timing, the latest level. */
export async function expectExactly(receiver: StatsdReceiver, { counted, timed }: Service): Promise<void> {
  const isThere = () => countedBy(receiver) >= counted && (timingsOf(receiver)?.count ?? 0) >= timed;
  await receiver.waitFor(isThere, IN_TIME_MILLIS);
  expect(receiver.totals.badLines).toEqual([]);
  expect(countedBy(receiver)).toBe(counted);
  expect(timingsOf(receiver)).toMatchObject({ count: timed, min: 1, max: timed });
}
