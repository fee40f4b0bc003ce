import { setTimeout as sleep } from 'node:timers/promises';
import { MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import type { GraphiteMetricExporter } from '@otelwire/graphite';
import type { Carbon } from './carbon.ts';

/** Collects when it is told to. */
class Reader extends MetricReader {
  protected async onForceFlush(): Promise<void> {}
  protected async onShutdown(): Promise<void> {}
}

/** Within a second, far enough from its ends that the clock's jitter does not matter. */
const MILLIS_INTO_THE_SECOND = 200;

/**
 * A service that exports one point per second and series, and remembers what each was: a counter's total, which no other
 * second has.
 */
export class SecondBySecond {
  /** The total of each series by second. */
  readonly recorded = new Map<number, number>();
  readonly series: readonly string[];
  readonly #exporter: GraphiteMetricExporter;
  readonly #reader: Reader;
  readonly #add: () => void;
  /** Points handed to the exporter: on a busy machine two exports may share a second. */
  points = 0;
  #total = 0;
  #isOver = false;
  #running: Promise<void> | undefined;

  constructor(exporter: GraphiteMetricExporter, seriesCount: number) {
    this.#exporter = exporter;
    this.#reader = new Reader({ aggregationTemporalitySelector: exporter.selectAggregationTemporality });
    const provider = new MeterProvider({ readers: [this.#reader] });
    const counter = provider.getMeter('test').createCounter('ticks');
    const numbers = Array.from({ length: seriesCount }, (_, i) => i);
    this.series = numbers.map((i) => `ticks;series=${i}`);
    this.#add = () => {
      for (const i of numbers) counter.add(1, { series: i });
    };
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Resolves when the last export is over. */
  async stop(): Promise<void> {
    this.#isOver = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#isOver) {
      await sleep(1000 - ((Date.now() - MILLIS_INTO_THE_SECOND) % 1000));
      this.#add();
      this.#total += 1;
      const { resourceMetrics } = await this.#reader.collect();
      const [second] = resourceMetrics.scopeMetrics[0]!.metrics[0]!.dataPoints[0]!.endTime;
      this.recorded.set(second, this.#total);
      this.points += this.series.length;
      await new Promise((resolve) => this.#exporter.export(resourceMetrics, resolve));
    }
  }

  /** What carbon lacks or has wrong, of all series: `series second: expected, found`. */
  async gaps(carbon: Carbon): Promise<string[]> {
    const found = await Promise.all(this.series.map((series) => carbon.points(series)));
    return this.series.flatMap((series, i) =>
      [...this.recorded]
        .filter(([second, total]) => found[i]!.get(second) !== total)
        .map(([second, total]) => `${series} ${second}: ${total}, ${found[i]!.get(second)}`),
    );
  }
}
