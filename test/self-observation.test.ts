import {
  MeterProvider,
  PeriodicExportingMetricReader,
  type PushMetricExporter,
} from '@opentelemetry/sdk-metrics';
import {
  createGraphiteReceiver,
  createInitialStateReceiver,
  createStatHatReceiver,
  createStatsdReceiver,
  createStrideReceiver,
} from '@otelwire/sandbox';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createObserver, totalOf } from '../packages/core/test/otel/observed.ts';
import { GraphiteMetricExporter } from '../packages/graphite/src/index.ts';
import { InitialStateMetricExporter } from '../packages/initial-state/src/index.ts';
import { StatHatMetricExporter } from '../packages/stathat/src/index.ts';
import { DogStatsdMetricExporter, StatsdMetricExporter } from '../packages/statsd/src/index.ts';
import { StrideMetricExporter } from '../packages/stride/src/index.ts';
import { opened } from './opened.ts';

type Provider = Parameters<StatsdMetricExporter['setSelfObsMeterProvider']>[0];
type Exporter = PushMetricExporter & Pick<StatsdMetricExporter, 'accounting' | 'setSelfObsMeterProvider'>;
interface Options {
  readonly selfObsMeterProvider?: Provider;
  readonly timeoutMillis?: number;
}

interface Exporting {
  readonly open: (endpoint: string, options?: Options) => Exporter;
  readonly receive: () => Promise<string>;
  /** Where nobody listens. */
  readonly nowhere: string;
  readonly status?: number;
}

const udpStatsd = async (dialect: 'plain' | 'dogstatsd') =>
  (await opened(createStatsdReceiver({ dialect }))).endpoints.udp!;
const key = 'KEY';

const exporters: Record<string, Exporting> = {
  StatsdMetricExporter: {
    nowhere: 'udp://127.0.0.1:9',
    open: (endpoint, options) => new StatsdMetricExporter({ endpoint, ...options }),
    receive: () => udpStatsd('plain'),
  },
  DogStatsdMetricExporter: {
    nowhere: 'udp://127.0.0.1:9',
    open: (endpoint, options) => new DogStatsdMetricExporter({ endpoint, ...options }),
    receive: () => udpStatsd('dogstatsd'),
  },
  GraphiteMetricExporter: {
    nowhere: 'tcp://127.0.0.1:9',
    open: (endpoint, options) => new GraphiteMetricExporter({ endpoint, ...options }),
    receive: async () => (await opened(createGraphiteReceiver())).endpoints.tcp!,
  },
  StatHatMetricExporter: {
    nowhere: 'http://127.0.0.1:9',
    open: (endpoint, options) => new StatHatMetricExporter({ endpoint, ezKey: key, ...options }),
    receive: async () => (await opened(createStatHatReceiver())).endpoints.http,
    status: 200,
  },
  StrideMetricExporter: {
    nowhere: 'http://127.0.0.1:9',
    open: (endpoint, options) => new StrideMetricExporter({ endpoint, apiKey: key, ...options }),
    receive: async () => (await opened(createStrideReceiver())).endpoints.http,
    status: 200,
  },
  InitialStateMetricExporter: {
    nowhere: 'http://127.0.0.1:9',
    open: (endpoint, options) => new InitialStateMetricExporter({ endpoint, accessKey: key, ...options }),
    receive: async () => (await opened(createInitialStateReceiver())).endpoints.http,
    status: 204,
  },
};

/** An application that counts, with the exporter behind the SDK's own reader. */
function application(exporter: Exporter) {
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const provider = new MeterProvider({ readers: [reader] });
  onTestFinished(() => provider.shutdown());
  const meter = provider.getMeter('shop');
  return { provider, orders: meter.createCounter('orders'), returns: meter.createCounter('returns') };
}

describe.each(Object.entries(exporters))('%s', (type, { nowhere, open, receive, status }) => {
  it('tells a provider what became of its points, and whose server it was', async () => {
    const endpoint = await receive();
    const { collect, observe, provider } = createObserver();
    const exporter = open(endpoint, { selfObsMeterProvider: provider });
    const { orders, provider: sdk, returns } = application(exporter);
    orders.add(1);
    returns.add(Number.NaN);
    await sdk.forceFlush();
    const observed = await observe();
    expect(exporter.accounting).toMatchObject({ accepted: 2, dropped: { not_finite: 1 } });
    expect(observed).toMatchObject({ inflight: 0, exported: { undefined: 1, not_finite: 1 } });
    const { hostname, port } = new URL(endpoint);
    const component = {
      'otel.component.type': type,
      'otel.component.name': expect.stringMatching(`^${type}/\\d+$`),
      'server.address': hostname,
      'server.port': Number(port),
    };
    for (const { dataPoints, descriptor } of await collect())
      if (descriptor.unit !== 's')
        for (const { attributes } of dataPoints) expect(attributes).toMatchObject(component);
    const answered = status === undefined ? {} : { 'http.response.status_code': status };
    expect(observed.durations).toEqual([[{ ...component, ...answered }, 1]]);
  });

  it('accounts for every point while nobody listens, and after', async () => {
    const { observe, provider } = createObserver();
    const exporter = open(nowhere, { timeoutMillis: 1_000 });
    exporter.setSelfObsMeterProvider(provider);
    const { orders, provider: sdk } = application(exporter);
    orders.add(1);
    await sdk.forceFlush();
    const away = await observe();
    expect(away).toMatchObject({ inflight: 1, exported: { undefined: 0 } });
    expect(away.durations).toEqual([[expect.objectContaining({ 'error.type': 'ECONNREFUSED' }), 1]]);
    await exporter.shutdown();
    const ended = await observe();
    expect(ended).toMatchObject({ inflight: 0, exported: { undefined: 0, shutdown: 1 } });
    expect(totalOf(ended)).toBe(exporter.accounting.accepted);
  });

  it('carries its own metrics without growing', async () => {
    const exporter = open(await receive());
    const { orders, provider } = application(exporter);
    exporter.setSelfObsMeterProvider(provider);
    const accepted: number[] = [];
    for (let i = 0; i < 6; i += 1) {
      orders.add(1);
      await provider.forceFlush();
      accepted.push(exporter.accounting.accepted);
    }
    const growth = accepted.slice(2).map((points, i) => points - accepted[i + 1]!);
    expect(new Set(growth).size).toBe(1);
  });
});
