import { describe, expect, it, vi } from 'vitest';
import { diagWarnings } from '../../../core/test/otel/diag-warnings.ts';
import type { DogStatsdMetricExporterOptions } from '../../src/index.ts';
import { wireDogStatsd, wireStatsd } from './wired.ts';

const warnings = diagWarnings();

async function lineWith(variables: Record<string, string>, options: DogStatsdMetricExporterOptions = {}) {
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const wired = wireDogStatsd({ containerId: 'abc', originDetection: undefined, ...options });
  wired.meter.createCounter('orders').add(1);
  return (await wired.lines())[0];
}

describe('the variables of Datadog', () => {
  it.each<[Record<string, string>, string]>([
    [{ DD_ENV: 'prod', DD_SERVICE: 'shop', DD_VERSION: '1.2' }, '|#env:prod,service:shop,version:1.2|c:abc'],
    [{ DD_TAGS: 'team:core,beta a:b:c' }, '|#a:b:c,beta,team:core|c:abc'],
    [{ DD_TAGS: 'env:staging,version:9,x:y', DD_ENV: 'prod' }, '|#env:prod,version:9,x:y|c:abc'],
    [{ DD_TAGS: '  ' }, '|c:abc'],
    [{ DD_ENTITY_ID: 'pod' }, '|#dd.internal.entity_id:pod|c:abc'],
    [{ DD_EXTERNAL_ENV: 'it-false,cn-app,pu-1' }, '|c:abc|e:it-false,cn-app,pu-1'],
    [{ DD_CARDINALITY: 'high' }, '|c:abc|card:high'],
    [{ DATADOG_CARDINALITY: 'Low' }, '|c:abc|card:low'],
    [{ DD_CARDINALITY: 'none', DATADOG_CARDINALITY: 'low' }, '|c:abc|card:none'],
    [{ DD_ORIGIN_DETECTION_ENABLED: 'no', DD_EXTERNAL_ENV: 'x' }, ''],
    [{ DD_ORIGIN_DETECTION_ENABLED: 'FALSE' }, ''],
    [{ DD_ORIGIN_DETECTION_ENABLED: 'nonsense' }, '|c:abc'],
    [{ DD_ORIGIN_DETECTION_ENABLED: '0', OTEL_EXPORTER_DOGSTATSD_ORIGIN_DETECTION: 'true' }, '|c:abc'],
    [{ OTEL_EXPORTER_DOGSTATSD_TAGS: 'a=b', DD_TAGS: 'c:d' }, '|#a:b|c:abc'],
  ])('%j', async (variables, sections) => {
    expect(await lineWith(variables)).toBe(`orders:1|c${sections}`);
    expect(warnings).toEqual([]);
  });

  it('give way to code', async () => {
    const variables = {
      DD_ENV: 'prod',
      DD_TAGS: 'a:b',
      DD_CARDINALITY: 'high',
      DD_ENTITY_ID: 'x',
      DD_EXTERNAL_ENV: 'y',
    };
    const line = await lineWith(variables, {
      env: 'test',
      globalTags: { c: 'd' },
      cardinality: 'low',
      entityId: 'pod',
      externalData: 'z',
    });
    expect(line).toBe('orders:1|c|#c:d,dd.internal.entity_id:pod,env:test|c:abc|e:z|card:low');
  });

  it('warn when they cannot be used', async () => {
    expect(await lineWith({ DD_CARDINALITY: 'some' })).toBe('orders:1|c|c:abc');
    expect(warnings).toEqual([
      "DD_CARDINALITY is invalid: 'some'; expected one of none, low, orchestrator, high; ignoring it",
    ]);
  });

  it('mean nothing to plain StatsD', async () => {
    vi.stubEnv('DD_ENV', 'prod');
    vi.stubEnv('DD_TAGS', 'a:b');
    const wired = wireStatsd();
    wired.meter.createCounter('orders').add(1);
    expect(await wired.lines()).toEqual(['orders:1|c']);
  });
});

it('histograms go by the target that a variable names', async () => {
  vi.stubEnv('OTEL_EXPORTER_DOGSTATSD_TARGET', 'gostatsd');
  const wired = wireDogStatsd();
  wired.meter.createHistogram('latency').record(1);
  expect((await wired.lines())[0]).toBe('latency.count:1|c');
  expect(warnings).toEqual([]);
});
