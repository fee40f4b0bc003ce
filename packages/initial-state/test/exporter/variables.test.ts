import { resolveOptions } from '@otelwire/core';
import { describe, expect, test } from 'vitest';
import type { InitialStateMetricExporterOptions } from '../../src/index.ts';
import { initialStateEnvPrefixes, initialStateSchema } from '../../src/options.ts';

/** The same as code and as a variable says it. */
const variables: Record<string, [options: InitialStateMetricExporterOptions, text: string]> = {
  PROCESS_ATTRIBUTE: [{ processAttribute: 'pod=a' }, 'pod=a'],
  ENDPOINT: [{ endpoint: 'http://127.0.0.1:8080/api' }, 'http://127.0.0.1:8080/api'],
  ACCESS_KEY: [{ accessKey: 'ist_1' }, 'ist_1'],
  BUCKET_KEY: [{ bucketKey: 'oven' }, 'oven'],
  BUCKET_NAME: [{ bucketName: 'The oven, 🍞' }, 'The oven, 🍞'],
  CREATE_BUCKET: [{ createBucket: false }, 'false'],
  HEADERS: [{ headers: { 'x-tenant': 'a,b' } }, 'x-tenant=a%2Cb'],
  MAX_EVENTS_PER_REQUEST: [{ maxEventsPerRequest: 20 }, '20'],
  MAX_REQUESTS_PER_SECOND: [{ maxRequestsPerSecond: 0.5 }, '0.5'],
  MAX_BACKLOG_BYTES: [{ maxBacklogBytes: 0 }, '0'],
  MAX_BACKLOG_AGE: [{ maxBacklogAgeMillis: 1000 }, '1000'],
  CONNECT_TIMEOUT: [{ connectTimeoutMillis: 20 }, '20'],
  PERCENTILES: [{ percentiles: [50, 99.9] }, '50,99.9'],
  ATTRIBUTES_INCLUDE: [{ attributes: { include: ['a', 'b.*'] } }, 'a,b.*'],
  ATTRIBUTES_EXCLUDE: [{ attributes: { exclude: ['c'] } }, 'c'],
  RESOURCE_ATTRIBUTES: [{ resourceAttributes: ['host.name'] }, 'host.name'],
  TEMPORALITY_PREFERENCE: [{ temporalityPreference: 'lowmemory' }, 'LowMemory'],
  HISTOGRAM_AGGREGATION: [{ histogramAggregation: 'explicit_bucket_histogram' }, 'explicit_bucket_histogram'],
  TIMEOUT: [{ timeoutMillis: 500 }, '500'],
  PREFIX: [{ prefix: 'shop' }, 'shop'],
  MAX_EVENTS_PER_EXPORT: [{ maxEventsPerExport: 10 }, '10'],
  SEND_ON_CHANGE: [{ sendOnChange: true }, 'true'],
  HEARTBEAT: [{ heartbeatMillis: 1000 }, '1000'],
};

function resolved(options: InitialStateMetricExporterOptions, env: Record<string, string> = {}) {
  const warnings: string[] = [];
  const warn = (message: string) => void warnings.push(message);
  const subject = 'InitialStateMetricExporter';
  const context = { subject, envPrefixes: initialStateEnvPrefixes, env, warn };
  return { values: resolveOptions(initialStateSchema, options, context).values, warnings };
}

describe.each(initialStateEnvPrefixes)('%s', (prefix) => {
  test.each(Object.entries(variables))('%s says what its option says', (name, [options, text]) => {
    const fromVariable = resolved({}, { [prefix + name]: text });
    expect(fromVariable).toEqual(resolved(options));
    expect(fromVariable).not.toEqual(resolved({}));
    expect(fromVariable.warnings).toEqual([]);
  });
});

test('no variable is missing here', () => {
  const { attributes, ...schema } = initialStateSchema;
  const settings = [...Object.values(schema), ...Object.values(attributes)];
  const names = settings.flatMap((setting) => ('env' in setting ? setting.env : []));
  expect(Object.keys(variables).sort()).toEqual(names.sort());
});
