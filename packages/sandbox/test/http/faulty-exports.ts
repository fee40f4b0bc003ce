import { inspect } from 'node:util';
import { DiagLogLevel, diag } from '@opentelemetry/api';
import type { PushMetricExporter, ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { Accounting, Clock } from '@otelwire/core';
import { vi } from 'vitest';
import { TimeLapse } from '../../../core/test/http/time-lapse.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import { type FaultyReceiver, type FaultyRequest, RandomFaults, seededRandom } from './random-faults.ts';

/** Another one in each run, unless the variable has that of a run to be repeated. */
export const faultSeed = Number(process.env.OTELWIRE_FAULT_SEED ?? Math.floor(Math.random() * 2 ** 32));

export const exportCount = 500;
const intervalMillis = 10_000;

type Exporter = PushMetricExporter & { readonly accounting: Accounting };

export interface FaultyExportsOptions {
  readonly receiver: FaultyReceiver;
  /** Its pauses and deadlines take no time, whatever they are. */
  readonly open: (clock: Clock) => Exporter;
  readonly collection: (index: number) => ResourceMetrics;
  /** What nobody may read. */
  readonly key: string;
}

/** What came of the exports, after all faults were over and everything that could be sent was sent. */
export interface FaultyExports {
  readonly requests: readonly FaultyRequest[];
  readonly accounting: Accounting;
  /** What was said with the key in it, to `diag` or to those who called the exporter. */
  readonly leaks: readonly string[];
}

/** Exports while requests go wrong, and now and then there is no server at all. Chance is that of `faultSeed`. */
export async function runFaultyExports(options: FaultyExportsOptions): Promise<FaultyExports> {
  const random = seededRandom(faultSeed);
  vi.spyOn(Math, 'random').mockImplementation(seededRandom(faultSeed + 1));
  const said: string[] = [];
  listenToDiag(said);
  const lapse = await TimeLapse.start();
  const faults = new RandomFaults(options.receiver, random, () => lapse.hang());
  const exporter = options.open(lapse.clock);
  try {
    await exportAll(exporter, options, lapse, random, said);
    faults.stop();
    await recover(exporter, lapse);
    await exporter.shutdown();
    said.push(inspect(exporter, { depth: 20, showHidden: true }));
    return { requests: faults.requests, accounting: exporter.accounting, leaks: leaksOf(said, options.key) };
  } finally {
    lapse.stop();
    diag.disable();
    vi.restoreAllMocks();
  }
}

function leaksOf(said: readonly string[], key: string): string[] {
  const spellings = [key, Buffer.from(`${key}:`).toString('base64')];
  return said.filter((text) => spellings.some((spelling) => text.includes(spelling)));
}

function listenToDiag(said: string[]): void {
  const listen = (...args: unknown[]) => void said.push(inspect(args, { depth: 20 }));
  const logger = { error: listen, warn: listen, info: listen, debug: listen, verbose: listen };
  diag.setLogger(logger, { logLevel: DiagLogLevel.ALL, suppressOverrideMessage: true });
}

async function exportAll(
  exporter: Exporter,
  { collection, receiver }: FaultyExportsOptions,
  lapse: TimeLapse,
  random: () => number,
  said: string[],
): Promise<void> {
  for (let done = 0; done < exportCount; ) {
    const isAway = random() < 0.04;
    const atOnce = Math.min(random() < 0.2 ? 3 : 1, exportCount - done);
    if (isAway) await receiver.faults.refuse();
    // Connections that are gone are known to be gone.
    if (isAway) await lapse.quiet();
    const exports = Array.from({ length: atOnce }, (_, i) => exportOf(exporter, collection(done + i)));
    said.push(...(await Promise.all(exports)).map((result) => inspect(result, { depth: 20 })));
    if (isAway) await receiver.faults.listenAgain();
    done += atOnce;
    lapse.clock.advance(intervalMillis);
  }
}

/** What is held goes out, however long the server has asked to be left alone. */
async function recover(exporter: Exporter, { clock }: TimeLapse): Promise<void> {
  for (let flushes = 0; exporter.accounting.held > 0 && flushes < 100; flushes += 1) {
    await exporter.forceFlush();
    clock.advance(intervalMillis);
  }
}
