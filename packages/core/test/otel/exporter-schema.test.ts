import { describe, expect, it } from 'vitest';
import { resolveOptions } from '../../src/config/options.js';
import { ConfigError } from '../../src/errors.js';
import { exporterSchema } from '../../src/otel/exporter-schema.js';

function resolve(code: object, env: Readonly<Record<string, string>> = {}) {
  const warnings: string[] = [];
  const warn = (message: string) => void warnings.push(message);
  const context = { subject: 'XExporter', envPrefixes: ['X_'], env, warn };
  return { ...resolveOptions(exporterSchema, code, context), warnings };
}

describe('the options of every exporter', () => {
  it('have defaults', () => {
    expect(resolve({}).values).toEqual({
      percentiles: [50, 95, 99],
      attributes: { include: undefined, exclude: undefined },
      resourceAttributes: [],
      temporalityPreference: 'backend',
      processAttribute: 'auto',
      histogramAggregation: 'base2_exponential_bucket_histogram',
      timeoutMillis: 10_000,
      spool: { directory: undefined, maxBytes: 134_217_728, maxAgeMillis: 86_400_000 },
    });
  });

  it('have variables', () => {
    const { values, warnings } = resolve(
      {},
      {
        X_PERCENTILES: '50,99.9',
        X_ATTRIBUTES_INCLUDE: 'http.*',
        X_ATTRIBUTES_EXCLUDE: 'url',
        X_RESOURCE_ATTRIBUTES: 'all',
        X_TEMPORALITY_PREFERENCE: 'LowMemory',
        X_HISTOGRAM_AGGREGATION: 'explicit_bucket_histogram',
        X_PROCESS_ATTRIBUTE: 'pod=a',
        X_TIMEOUT: '500',
      },
    );
    expect(values).toEqual({
      percentiles: [50, 99.9],
      attributes: { include: ['http.*'], exclude: ['url'] },
      resourceAttributes: 'all',
      temporalityPreference: 'lowmemory',
      processAttribute: 'pod=a',
      histogramAggregation: 'explicit_bucket_histogram',
      timeoutMillis: 500,
      spool: { directory: undefined, maxBytes: 134_217_728, maxAgeMillis: 86_400_000 },
    });
    expect(warnings).toEqual([]);
  });

  it('take a temporality for each instrument from code, as a function', () => {
    const selector = () => 0;
    expect(resolve({ temporalityPreference: selector }).values.temporalityPreference).toBe(selector);
  });

  it('say what a temporality may be', () => {
    expect(() => resolve({ temporalityPreference: 'both' })).toThrow(
      /temporalityPreference is invalid: .*both.*; expected .*lowmemory.*, or a function of the instrument type/,
    );
    expect(() => resolve({ temporalityPreference: 1 })).toThrow(ConfigError);
  });
});
