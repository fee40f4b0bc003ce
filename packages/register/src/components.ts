import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import { createExporter } from './backends.js';
import { type ExporterName, exporterNames } from './exporter-names.js';

/** What declarative configuration makes of `exporter: { statsd: … }`, by the specification's shape of a plug-in. */
export interface PushMetricExporterProvider {
  readonly type: 'PushMetricExporter';
  readonly name: ExporterName;
  /**
   * Makes the exporter. `properties` are the options of its constructor, in snake_case as files have them (`max_payload_bytes`;
   * `timeout` is `timeoutMillis`); `null` is none. Throws the exporter's `ConfigError`, and where its package is missing.
   */
  createComponent(properties?: Readonly<Record<string, unknown>> | null): PushMetricExporter;
}

/** One for each exporter. */
export const componentProviders: readonly PushMetricExporterProvider[] = exporterNames.map(componentProvider);

export function componentProvider(name: ExporterName): PushMetricExporterProvider {
  return {
    type: 'PushMetricExporter',
    name,
    createComponent: (properties) => createExporter(name, optionsOf(properties ?? {})),
  };
}

function optionsOf(properties: Readonly<Record<string, unknown>>): object {
  const entries = Object.entries(properties).map(([name, value]) => [optionName(name), value]);
  return Object.fromEntries(entries.filter(([, value]) => value !== null));
}

function optionName(property: string): string {
  if (property === 'timeout') return 'timeoutMillis';
  return property.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
