import { createMemoryTransport } from '@otelwire/core';
import { Metrics, type MetricsOptions } from '../../../core/test/otel/sdk-metrics.ts';
import { GraphiteMetricExporter, type GraphiteMetricExporterOptions } from '../../src/index.ts';

type MemoryTransport = ReturnType<typeof createMemoryTransport>;

/** An exporter whose payloads stay in memory, with the SDK in front of it. */
export class Wired extends Metrics {
  readonly exporter: GraphiteMetricExporter;
  readonly transport: MemoryTransport;

  constructor(exporter: GraphiteMetricExporter, transport: MemoryTransport, sdk: MetricsOptions) {
    super(exporter, sdk);
    this.exporter = exporter;
    this.transport = transport;
  }

  /** Exports what was recorded, and gives the lines that went out. */
  async timedLines(): Promise<string[]> {
    this.transport.clear();
    await this.export();
    return linesOf(this.transport);
  }

  /** As `timedLines`, without the seconds. */
  async lines(): Promise<string[]> {
    return (await this.timedLines()).map((line) => line.slice(0, line.lastIndexOf(' ')));
  }
}

export function wireGraphite(options: GraphiteMetricExporterOptions = {}, sdk: MetricsOptions = {}): Wired {
  const transport = createMemoryTransport();
  return new Wired(new GraphiteMetricExporter({ transport, ...options }), transport, sdk);
}

export function linesOf({ text }: MemoryTransport): string[] {
  return text.split('\n').slice(0, -1);
}
