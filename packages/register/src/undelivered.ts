import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { Accounting } from '@otelwire/core';
import type { ExporterName } from './exporter-names.js';
import { notice } from './notice.js';

/** What all exporters of this suite have. */
interface Accountable {
  readonly accounting: Accounting;
}

const exporters: (readonly [name: ExporterName, exporter: Accountable])[] = [];

/** Looks after an exporter until the end of the process, when it is told what of its data points did not get through. */
export function watchUndelivered(name: ExporterName, exporter: PushMetricExporter): void {
  if (!('accounting' in exporter)) return;
  if (exporters.length === 0) process.once('exit', tellUndelivered);
  exporters.push([name, exporter as PushMetricExporter & Accountable]);
}

/** A line for each exporter that still holds something, or had to give it up at its shutdown. */
export function tellUndelivered(): void {
  for (const [name, { accounting }] of exporters) {
    const { dropped, held } = accounting;
    const points = held + (dropped.shutdown ?? 0);
    if (points === 0) continue;
    const what = points === 1 ? 'data point was' : 'data points were';
    notice(
      `${name}: ${points} ${what} not delivered by the end of the process (OTEL_LOG_LEVEL=warn says why)`,
    );
  }
}
