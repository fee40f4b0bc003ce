import { createMemoryTransport } from '@otelwire/core';
import { Metrics, type MetricsOptions } from '../../../core/test/otel/sdk-metrics.ts';
import { StatHatMetricExporter, type StatHatMetricExporterOptions } from '../../src/index.ts';
import { type Item, readBody } from './read-body.ts';

type MemoryTransport = ReturnType<typeof createMemoryTransport>;

/** An exporter whose payloads stay in memory, with the SDK in front of it. */
export class Wired extends Metrics {
  readonly exporter: StatHatMetricExporter;
  readonly transport: MemoryTransport;

  constructor(exporter: StatHatMetricExporter, transport: MemoryTransport, sdk: MetricsOptions) {
    super(exporter, sdk);
    this.exporter = exporter;
    this.transport = transport;
  }

  /** The items of all bodies that went out so far. */
  get sent(): Item[] {
    return this.transport.payloads.flatMap((payload) => readBody(payload).items);
  }

  /** Exports what was recorded, and gives what went out of it. */
  async items(): Promise<Item[]> {
    this.transport.clear();
    await this.export();
    return this.sent;
  }

  /** As `items`, as lines without the time. */
  async lines(): Promise<string[]> {
    return (await this.items()).map(lineOf);
  }
}

/** `orders: count 3`; of classic `[key]: count 3`. */
function lineOf({ stat, key, count, value }: Item): string {
  return `${stat ?? `[${key}]`}: ${count === undefined ? `value ${value}` : `count ${count}`}`;
}

export function wireStatHat(options: StatHatMetricExporterOptions = {}, sdk: MetricsOptions = {}): Wired {
  const transport = createMemoryTransport();
  const exporter = new StatHatMetricExporter({ transport, ezKey: 'ez-key', ...options });
  return new Wired(exporter, transport, sdk);
}
