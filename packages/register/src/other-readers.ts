import type { MetricReader, PushMetricExporter } from '@opentelemetry/sdk-metrics';
import { findPackage, findPackageFrom } from './find-package.js';
import { findSdkNodes, type MetricsSdk } from './metrics-sdk.js';
import { withoutThrowing } from './notice.js';
import { readerTimes } from './settings.js';

/** Readers for exporters that are not ours, as sdk-node makes them. What cannot be made is left out, and said in a line. */
export function makeOtherReaders(names: readonly string[], sdk: MetricsSdk): MetricReader[] {
  const made = names.map((name) => withoutThrowing(() => makeOtherReader(name, sdk)));
  return made.filter((reader) => reader !== undefined);
}

function makeOtherReader(name: string, sdk: MetricsSdk): MetricReader | undefined {
  if (name === 'prometheus') {
    const { PrometheusExporter } = load('@opentelemetry/exporter-prometheus') as Prometheus;
    return new PrometheusExporter();
  }
  const exporter =
    name === 'otlp' ? otlpExporter() : name === 'console' ? new sdk.ConsoleMetricExporter() : undefined;
  return exporter && new sdk.PeriodicExportingMetricReader({ exporter, ...readerTimes() });
}

interface Prometheus {
  readonly PrometheusExporter: new () => MetricReader;
}

interface Otlp {
  readonly OTLPMetricExporter: new () => PushMetricExporter;
}

function otlpExporter(): PushMetricExporter {
  const { OTEL_EXPORTER_OTLP_METRICS_PROTOCOL, OTEL_EXPORTER_OTLP_PROTOCOL } = process.env;
  const protocol = OTEL_EXPORTER_OTLP_METRICS_PROTOCOL?.trim() || OTEL_EXPORTER_OTLP_PROTOCOL?.trim();
  const suffix = protocol === 'grpc' ? 'grpc' : protocol === 'http/json' ? 'http' : 'proto';
  const { OTLPMetricExporter } = load(`@opentelemetry/exporter-metrics-otlp-${suffix}`) as Otlp;
  return new OTLPMetricExporter();
}

/** Loads a package of the program's, or one that its sdk-node has brought along. */
function load(name: string): unknown {
  const nested = () => findSdkNodes().map(({ file }) => findPackageFrom(file, name));
  const found = findPackage(name) ?? nested().find((one) => one !== undefined);
  if (found === undefined) throw new Error(`${name} is not installed: npm install ${name}`);
  return found.load();
}
