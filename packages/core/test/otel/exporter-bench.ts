import type { ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { Clock } from '../../src/clock.js';
import { Delivery } from '../../src/delivery/delivery.js';
import type { Holding } from '../../src/delivery/holding.js';
import type { Encoder } from '../../src/otel/encoder.js';
import { PushExporter } from '../../src/otel/push-exporter.js';
import { Packer } from '../../src/payload/packer.js';
import { createMemoryTransport } from '../../src/transport/memory.js';
import { createLineHolding } from '../delivery/line-holding.js';
import { createKeepingLogger } from '../delivery/workbench.js';
import { FakeClock } from '../transport/fake-clock.js';
import { createLineEncoder } from './line-encoder.js';

export interface ExporterBenchOptions {
  readonly clock?: Clock;
  readonly holding?: Holding;
  readonly createEncoder?: () => Encoder;
  readonly maxBatchesInFlight?: number;
}

export interface Result {
  readonly code: number;
  readonly error?: Error;
}

/** A push exporter of lines to a memory transport. */
export function createExporterBench(options: ExporterBenchOptions = {}) {
  const { clock = new FakeClock(), maxBatchesInFlight = 16, createEncoder } = options;
  const logger = createKeepingLogger();
  const transport = createMemoryTransport({ maxBatchesInFlight });
  const holding = options.holding ?? createLineHolding();
  const packer = new Packer({ maxPayloadBytes: 512 });
  const delivery = new Delivery({ transport, packer, holding, clock, logger });
  const resources: unknown[] = [];
  const exporter = new PushExporter({
    subject: 'LineExporter',
    delivery,
    clock,
    logger,
    timeoutMillis: 10_000,
    createEncoder(resource, reportCollision) {
      resources.push(resource);
      return createEncoder?.() ?? createLineEncoder(reportCollision);
    },
  });
  return {
    clock,
    logger,
    transport,
    holding,
    exporter,
    /** The resource of each encoder that was made. */
    resources,
    /** The lines that were delivered. */
    get lines() {
      return transport.text.split('\n').slice(0, -1);
    },
    export(metrics: ResourceMetrics): Promise<Result> {
      return new Promise((resolve) => exporter.export(metrics, resolve));
    },
  };
}

/** Waits for `promise`, and lets the clock go on where nothing else can. Says how far it went. */
export async function outlast(clock: FakeClock, promise: Promise<unknown>): Promise<number> {
  const start = clock.monotonicMillis();
  let isDone = false;
  const done = promise.then(() => {
    isDone = true;
  });
  for (let i = 1; !isDone; i += 1) {
    if (i > 10_000) throw new Error('it does not end');
    await new Promise(setImmediate);
    // timers that are due go off at once; time passes only when nothing has happened for a while
    clock.advance(i % 10 === 0 && !isDone ? 500 : 0);
  }
  await done;
  return clock.monotonicMillis() - start;
}
