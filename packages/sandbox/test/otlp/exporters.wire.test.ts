import type * as Sdk from '@opentelemetry/sdk-metrics';
import { describe, expect, test } from 'vitest';
import { requireIn } from './installed-sdk.ts';
import { codesOf, openReceiver } from './open-receiver.ts';

/** SDK 3 wants Node 24. */
const versions = process.env.OTELWIRE_SDK === '3' ? ['3'] : ['1', '2'];
const cases = versions.flatMap((sdk) => ['proto', 'http'].map((protocol) => [sdk, protocol] as const));

interface Exporters {
  readonly OTLPMetricExporter: new (options: object) => Sdk.PushMetricExporter;
}

interface Installed {
  readonly sdk: typeof Sdk;
  readonly Exporter: Exporters['OTLPMetricExporter'];
}

/** The exporter that the SDK of this major version brings along. */
function installed(version: string, protocol: string): Installed {
  const exporters: Exporters = requireIn(
    version,
    '@opentelemetry/sdk-node',
  )(`@opentelemetry/exporter-metrics-otlp-${protocol}`);
  return { sdk: requireIn(version)('@opentelemetry/sdk-metrics'), Exporter: exporters.OTLPMetricExporter };
}

function record(provider: Sdk.MeterProvider): void {
  const meter = provider.getMeter('shop', '1.2.3');
  const tags = { zone: 'a', tries: 2, isNew: true, parts: ['x', 'y'] };
  meter.createCounter('orders', { unit: '{order}' }).add(3, tags);
  meter.createUpDownCounter('queue').add(-2.5, tags);
  meter.createHistogram('latency', { unit: 's' }).record(0.25, tags);
  meter.createHistogram('size').record(7, tags);
  meter.createObservableCounter('cpu', { unit: 's' }).addCallback((result) => result.observe(1.5, tags));
  meter.createObservableUpDownCounter('open').addCallback((result) => result.observe(4, tags));
  meter.createObservableGauge('heat').addCallback((result) => result.observe(21.5, tags));
}

describe.each(cases)('what SDK %s exports by %s comes through', (version, protocol) => {
  test.each(['delta', 'cumulative'] as const)('as %s', async (temporality) => {
    const receiver = await openReceiver();
    const { sdk, Exporter } = installed(version, protocol);
    const number = sdk.AggregationTemporality[temporality === 'delta' ? 'DELTA' : 'CUMULATIVE'];
    const url = `${receiver.endpoints.http}/v1/metrics`;
    const exporter = new Exporter({ url, temporalityPreference: number, compression: 'gzip' });
    const reader = new sdk.PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
    const provider = new sdk.MeterProvider({ readers: [reader], views: viewsOf(sdk, version) });
    record(provider);
    await provider.forceFlush();
    await provider.shutdown();

    const { totals } = receiver;
    const tags = { zone: 'a', tries: '2', isNew: 'true', parts: 'x,y' };
    const find = (name: string) => totals.find(name, tags, { scope: 'shop' })!;
    expect([codesOf(receiver), totals.refusedPointCount, [...totals.defectCounts]]).toEqual([[], 0, []]);
    expect([find('orders').sum, find('cpu').sum, find('heat').last]).toEqual([3, 1.5, 21.5]);
    expect([find('queue').last, find('open').last]).toEqual([-2.5, 4]);
    expect([find('latency').histogram?.count, find('latency').histogram?.sum]).toEqual([1, 0.25]);
    expect([find('size').kind, find('size').histogram?.sum]).toEqual(['exponentialHistogram', 7]);
    expect(find('size').quantile(0.5)).toBe(7);
    expect(find('orders').identity).toMatchObject({
      unit: '{order}',
      temporality,
      isMonotonic: true,
      attributes: { zone: 'a', tries: 2, isNew: true, parts: ['x', 'y'] },
      scope: { name: 'shop', version: '1.2.3' },
    });
    expect(find('orders').identity.resource.attributes).toHaveProperty(['service.name']);
  });
});

/** An exponential histogram for `size`, as this version makes one. */
function viewsOf(sdk: typeof Sdk, version: string): Sdk.ViewOptions[] {
  if (version !== '1') {
    const aggregation = { type: sdk.AggregationType.EXPONENTIAL_HISTOGRAM } as const;
    return [{ instrumentName: 'size', aggregation }];
  }
  const { View, ExponentialHistogramAggregation } = sdk as unknown as {
    readonly View: new (options: object) => Sdk.ViewOptions;
    readonly ExponentialHistogramAggregation: new () => object;
  };
  return [new View({ instrumentName: 'size', aggregation: new ExponentialHistogramAggregation() })];
}
