import { createMemoryTransport } from '@otelwire/core';
import { Metrics, type MetricsOptions } from '../../../core/test/otel/sdk-metrics.ts';
import {
  DogStatsdMetricExporter,
  type DogStatsdMetricExporterOptions,
  StatsdMetricExporter,
  type StatsdMetricExporterOptions,
} from '../../src/index.ts';

export type MemoryTransport = ReturnType<typeof createMemoryTransport>;

/** An exporter whose payloads stay in memory, with the SDK in front of it. */
export class Wired extends Metrics {
  readonly exporter: StatsdMetricExporter | DogStatsdMetricExporter;
  readonly transport: MemoryTransport;
  readonly options: StatsdMetricExporterOptions;

  constructor(
    exporter: Wired['exporter'],
    transport: MemoryTransport,
    options: StatsdMetricExporterOptions,
    sdk: MetricsOptions,
  ) {
    super(exporter, sdk);
    this.exporter = exporter;
    this.transport = transport;
    this.options = options;
  }

  /** Exports what was recorded, and gives the lines that went out. */
  async lines(): Promise<string[]> {
    this.transport.clear();
    await this.export();
    return this.transport.text.split('\n').slice(0, -1);
  }
}

export function wireStatsd(options: StatsdMetricExporterOptions = {}, sdk: MetricsOptions = {}): Wired {
  const transport = createMemoryTransport();
  return new Wired(new StatsdMetricExporter({ transport, ...options }), transport, options, sdk);
}

/** Without a container id, which depends on where the tests run. */
export function wireDogStatsd(options: DogStatsdMetricExporterOptions = {}, sdk: MetricsOptions = {}): Wired {
  const transport = createMemoryTransport();
  const exporter = new DogStatsdMetricExporter({ transport, originDetection: false, ...options });
  return new Wired(exporter, transport, options, sdk);
}
