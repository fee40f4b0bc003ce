import { expect, it, vi } from 'vitest';
import { ConfigError } from '../../src/errors.js';
import { exporterSchema } from '../../src/otel/exporter-schema.js';
import { type ExporterKind, openExporter } from '../../src/otel/open-exporter.js';
import { totalCounters } from '../../src/otel/temporality.js';
import { diagWarnings } from './diag-warnings.js';

const warnings = diagWarnings();

const kind: ExporterKind<typeof exporterSchema, { readonly timeoutMillis: number; say(): void }> = {
  subject: 'LineMetricExporter',
  component: 'otelwire/line',
  schema: exporterSchema,
  envPrefixes: ['LINE_'],
  rules: ({ timeoutMillis }) => (timeoutMillis === 13 ? ['thirteen brings bad luck'] : []),
  temporality: totalCounters,
  make: ({ timeoutMillis }, logger) => ({ timeoutMillis, say: () => logger.warn('said') }),
};

it('makes an exporter of what code and variables say', () => {
  vi.stubEnv('LINE_TIMEOUT', '7');
  expect(openExporter(kind, undefined).exporter.timeoutMillis).toBe(7);
  expect(openExporter(kind, { timeoutMillis: 8 }).exporter.timeoutMillis).toBe(8);
});

it('throws what is wrong in code, and says what is wrong in a variable', () => {
  expect(() => openExporter(kind, { timeoutMillis: 13 })).toThrow(ConfigError);
  expect(() => openExporter(kind, { timeoutMillis: 13 })).toThrow(/LineMetricExporter.*thirteen/s);
  vi.stubEnv('LINE_TIMEOUT', 'soon');
  expect(openExporter(kind, {}).exporter.timeoutMillis).toBe(10_000);
  expect(warnings).toEqual([expect.stringContaining('LINE_TIMEOUT is invalid')]);
});

it('gives the exporter the logger of diag', () => {
  openExporter(kind, {}).exporter.say();
  expect(warnings).toEqual(['said']);
});

it('asks for the temporality that suits the backend, unless told another', () => {
  const counter = 'COUNTER' as Parameters<ReturnType<typeof openExporter>['selectAggregationTemporality']>[0];
  expect(openExporter(kind, {}).selectAggregationTemporality(counter)).toBe(1);
  const delta = openExporter(kind, { temporalityPreference: 'delta' });
  expect(delta.selectAggregationTemporality(counter)).toBe(0);
});

it('has no selector of aggregations where the instruments keep their own', () => {
  expect(openExporter(kind, {}).selectAggregation).toBeTypeOf('function');
  const explicit = openExporter(kind, { histogramAggregation: 'explicit_bucket_histogram' });
  expect(explicit).not.toHaveProperty('selectAggregation');
});
