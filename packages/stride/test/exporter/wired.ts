import { createMemoryTransport } from '@otelwire/core';
import { Metrics, type MetricsOptions } from '../../../core/test/otel/sdk-metrics.ts';
import { StrideMetricExporter, type StrideMetricExporterOptions } from '../../src/index.ts';

export type Event = Readonly<Record<string, unknown>>;
type MemoryTransport = ReturnType<typeof createMemoryTransport>;

/** An exporter whose bodies stay in memory, with the SDK in front of it. */
export class Wired extends Metrics {
  readonly exporter: StrideMetricExporter;
  readonly transport: MemoryTransport;

  constructor(exporter: StrideMetricExporter, transport: MemoryTransport, sdk: MetricsOptions) {
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
}

export function wireStride(options: StrideMetricExporterOptions = {}, sdk: MetricsOptions = {}): Wired {
  const transport = createMemoryTransport();
  return new Wired(new StrideMetricExporter({ transport, ...options }), transport, sdk);
}

/** The events of all bodies, of whatever form. */
export function eventsOf({ payloads }: MemoryTransport): Event[] {
  return payloads.flatMap((payload) => eventsOfBody(Buffer.from(payload).toString()));
}

export function eventsOfBody(body: string): Event[] {
  if (body.endsWith('\n')) {
    const lines = body.slice(0, -1).split('\n');
    return lines.map((line) => JSON.parse(line) as Event);
  }
  const parsed = JSON.parse(body) as Event[] | Record<string, Event[]>;
  return Array.isArray(parsed) ? parsed : Object.values(parsed).flat();
}
