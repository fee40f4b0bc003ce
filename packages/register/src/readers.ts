import type { MetricReader } from '@opentelemetry/sdk-metrics';
import { exportersHere } from './cluster-role.js';
import { type ExporterName, listedExporters } from './exporter-names.js';
import { makeReader } from './make-reader.js';
import { findMetricsSdks, type MetricsSdk } from './metrics-sdk.js';
import { notice, withoutThrowing } from './notice.js';
import { makeOtherReaders } from './other-readers.js';
import { processState } from './process-state.js';

export interface MetricReadersOptions {
  /**
   * Whether `otlp`, `console` and `prometheus` get readers too: an SDK that is given readers in code makes none from the
   * environment. Default: true.
   */
  readonly others?: boolean | undefined;
}

/**
 * Readers for the exporters that `OTEL_METRICS_EXPORTER` and `OTELWIRE_EXPORTER` list, for an SDK that is set up in code:
 * `new NodeSDK({ metricReaders: metricReadersFromEnv() })`.
 *
 * What cannot be made is left out, and said in a line on stderr. Never throws.
 */
export function metricReadersFromEnv({ others = true }: MetricReadersOptions = {}): MetricReader[] {
  const listed = listedExporters(process.env);
  const sdk = findMetricsSdks()[0]?.load() as MetricsSdk | undefined;
  if (sdk === undefined) {
    notice('no OpenTelemetry SDK is installed: npm install @opentelemetry/sdk-metrics');
    return [];
  }
  const ours = exportersHere(listed.ours).map((name) => withoutThrowing(() => serve(name, sdk)));
  const theirs = others ? makeOtherReaders(othersOf(listed.others), sdk) : [];
  return [...ours.filter((reader) => reader !== undefined), ...theirs];
}

function serve(name: ExporterName, sdk: MetricsSdk): MetricReader {
  const reader = makeReader(name, sdk);
  processState().servedByCode.add(name);
  return reader;
}

/** Where no exporter is named, `otlp` is meant. */
function othersOf(names: readonly string[]): readonly string[] {
  const isDisabled = process.env.OTEL_SDK_DISABLED?.trim().toLowerCase() === 'true';
  return !isDisabled && !process.env.OTEL_METRICS_EXPORTER?.trim() ? ['otlp'] : names;
}
