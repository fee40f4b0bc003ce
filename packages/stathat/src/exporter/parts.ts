import type { PushMetricExporter, ResourceMetrics } from '@opentelemetry/sdk-metrics';
import type { Accounting } from '@otelwire/core';
import type { PushExporter } from '@otelwire/core/otel';
import { metricsPart, valuesFirst } from './metrics-part.js';

type ExportCallback = Parameters<PushMetricExporter['export']>[1];
type ExportResult = Parameters<ExportCallback>[0];

/** The exporter of some of the metrics. */
export interface Part {
  readonly exporter: PushExporter;
  readonly isChosen: (name: string) => boolean;
  readonly onExported?: () => void;
}

const FAILED = 1;

/** Exports to all parts at once; the result is that of an export that failed, if one did. */
export function exportParts(parts: readonly Part[], metrics: ResourceMetrics, done: ExportCallback): void {
  const results: ExportResult[] = [];
  const exports = parts.flatMap(({ exporter, isChosen }) =>
    valuesFirst(metricsPart(metrics, isChosen)).map((collection) => ({ exporter, collection })),
  );
  for (const { exporter, collection } of exports) {
    exporter.export(collection, (result) => {
      results.push(result);
      if (results.length < exports.length) return;
      for (const { onExported } of parts) onExported?.();
      done(results.find(({ code }) => code === FAILED) ?? result);
    });
  }
}

export function accountingOf(parts: readonly Part[]): Accounting {
  const all = parts.map(({ exporter }) => exporter.accounting);
  const sum = (key: 'accepted' | 'delivered' | 'held' | 'inFlight') =>
    all.reduce((total, accounting) => total + accounting[key], 0);
  const dropped: Record<string, number> = {};
  for (const accounting of all) {
    for (const [reason, points] of Object.entries(accounting.dropped)) {
      dropped[reason] = (dropped[reason] ?? 0) + points;
    }
  }
  const [accepted, delivered, held, inFlight] = [
    sum('accepted'),
    sum('delivered'),
    sum('held'),
    sum('inFlight'),
  ];
  return { accepted, delivered, held, inFlight, dropped };
}
