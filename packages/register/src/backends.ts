import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { ExporterName } from './exporter-names.js';
import { type FoundPackage, findPackage } from './find-package.js';

interface Backend {
  readonly package: string;
  readonly exporter: string;
}

const backends: Readonly<Record<ExporterName, Backend>> = {
  statsd: { package: '@otelwire/statsd', exporter: 'StatsdMetricExporter' },
  dogstatsd: { package: '@otelwire/statsd', exporter: 'DogStatsdMetricExporter' },
  graphite: { package: '@otelwire/graphite', exporter: 'GraphiteMetricExporter' },
  stathat: { package: '@otelwire/stathat', exporter: 'StatHatMetricExporter' },
  stride: { package: '@otelwire/stride', exporter: 'StrideMetricExporter' },
  initialstate: { package: '@otelwire/initial-state', exporter: 'InitialStateMetricExporter' },
};

function packageOf(name: ExporterName): string {
  return backends[name].package;
}

export function findBackend(name: ExporterName): FoundPackage | undefined {
  return findPackage(packageOf(name));
}

/** Loads the exporter's package and makes one. Throws what its constructor throws, and where the package is missing. */
export function createExporter(name: ExporterName, options?: object): PushMetricExporter {
  const found = findBackend(name);
  if (found === undefined) throw new Error(missing(name));
  const exports = found.load() as Record<string, new (options?: object) => PushMetricExporter>;
  return new exports[backends[name].exporter]!(options);
}

/** What a missing package is told by. */
export function missing(name: ExporterName): string {
  return `${name} needs ${packageOf(name)}, which is not installed: npm install ${packageOf(name)}`;
}
