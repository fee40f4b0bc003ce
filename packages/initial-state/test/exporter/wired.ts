import { createMemoryTransport } from '@otelwire/core';
import { Metrics, type MetricsOptions } from '../../../core/test/otel/sdk-metrics.ts';
import { InitialStateMetricExporter, type InitialStateMetricExporterOptions } from '../../src/index.ts';
import type { Event } from '../account.ts';

type MemoryTransport = ReturnType<typeof createMemoryTransport>;

/** An exporter whose payloads stay in memory, with the SDK in front of it. */
export class Wired extends Metrics {
  readonly exporter: InitialStateMetricExporter;
  readonly transport: MemoryTransport;

  constructor(exporter: InitialStateMetricExporter, transport: MemoryTransport, sdk: MetricsOptions) {
    super(exporter, sdk);
    this.exporter = exporter;
    this.transport = transport;
  }

  /** Exports what was recorded, and gives the events that went out. */
  async events(): Promise<Event[]> {
    this.transport.clear();
    await this.export();
    return eventsOf(this.transport);
  }

  /** As `events`: the values by key. */
  async values(): Promise<Record<string, unknown>> {
    return Object.fromEntries((await this.events()).map(({ key, value }) => [key, value]));
  }
}

export function wireInitialState(
  options: InitialStateMetricExporterOptions = {},
  sdk: MetricsOptions = {},
): Wired {
  const transport = createMemoryTransport();
  return new Wired(new InitialStateMetricExporter({ transport, ...options }), transport, sdk);
}

export function eventsOf({ payloads }: MemoryTransport): Event[] {
  return payloads.flatMap((payload) => JSON.parse(Buffer.from(payload).toString()));
}
