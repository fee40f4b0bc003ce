import type { GraphiteReceiver } from '@otelwire/sandbox';
import { expect, vi } from 'vitest';
import { collectionOf } from '../../../core/test/otel/collection.ts';
import { recordingLogger } from '../../../core/test/otel/recording-logger.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import { patientClock } from '../../../core/test/transport/patient-clock.ts';
import { GraphiteMetricExporter, type GraphiteMetricExporterOptions } from '../../src/index.ts';

const FIRST_SECOND = 1_700_000_000;
const TOTAL = 'orders;series=';

/** For what comes, on a machine that does other things as well. */
export const IN_TIME_MILLIS = 30_000;
vi.setConfig({ testTimeout: 60_000 });

/** A service that exports each second of its own time to a real socket, and knows what it recorded. */
export class Service {
  readonly exporter: GraphiteMetricExporter;
  /** What was said, but for `debug`. */
  readonly messages: string[];
  /** How many exports there were. */
  exports = 0;

  constructor(options: GraphiteMetricExporterOptions) {
    const { logger, messages } = recordingLogger();
    this.messages = messages;
    const defaults = { clock: patientClock(), timeoutMillis: 400, percentiles: [] };
    this.exporter = new GraphiteMetricExporter({ ...defaults, logger, ...options });
  }

  get accounting() {
    return this.exporter.accounting;
  }

  /** Whether the last that was said is of this level. */
  isTold(level: 'warn' | 'info'): boolean {
    return this.messages.at(-1)?.startsWith(level) === true;
  }

  /** Whatever the server does, the export succeeds and every point is somewhere. */
  async export(series = 3): Promise<void> {
    const endTime = [FIRST_SECOND + this.exports, 0];
    this.exports += 1;
    const orders = Array.from({ length: series }, (_, i) => ({
      value: this.exports * 10 + i,
      attributes: { series: i },
      endTime,
    }));
    const latency = { count: 1, sum: 2, min: 2, max: 2, buckets: { boundaries: [], counts: [1] } };
    const metrics = [
      { name: 'orders', kind: 'up-down', points: orders },
      { name: 'latency', kind: 'histogram', points: [{ value: latency, endTime }] },
    ] as const;
    expect(await exportOf(this.exporter, collectionOf(metrics))).toEqual({ code: 0 });
    this.checkAccounting();
  }

  checkAccounting(): void {
    const { accepted, delivered, held, inFlight, dropped } = this.accounting;
    expect(dropped).toEqual({});
    expect(Math.min(delivered, held, inFlight)).toBeGreaterThanOrEqual(0);
    expect(accepted).toBe(delivered + held + inFlight);
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

/** What a receiver has is what the service recorded: each second of each series, none with another value than it had. */
export async function expectExactly(receiver: GraphiteReceiver, { exports }: Service): Promise<void> {
  const seconds = Array.from({ length: exports }, (_, i) => FIRST_SECOND + i);
  const pointsOf = (path: string) => receiver.totals.series.get(path)?.points ?? new Map<number, number>();
  const isThere = () => pointsOf('latency.max').size >= exports && pointsOf(`${TOTAL}2`).size >= exports;
  await receiver.waitFor(isThere, IN_TIME_MILLIS);
  for (const series of [0, 1, 2]) {
    const expected = seconds.map((second, i) => [second, (i + 1) * 10 + series]);
    expect([...pointsOf(TOTAL + series)].sort(([a], [b]) => a - b)).toEqual(expected);
  }
  const counts = seconds.map((second, i) => [second, i + 1]);
  expect([...pointsOf('latency.count')].sort(([a], [b]) => a - b)).toEqual(counts);
  expect(receiver.totals.overwriteCount).toBe(0);
}
