import { createStatsdReceiver, type StatsdReceiver } from '@otelwire/sandbox';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { diagWarnings } from '../../../core/test/otel/diag-warnings.ts';
import { Metrics } from '../../../core/test/otel/sdk-metrics.ts';
import { DogStatsdMetricExporter, StatsdMetricExporter } from '../../src/index.ts';

const warnings = diagWarnings();
const nobody = 'udp://127.0.0.1:9';
let receiver: StatsdReceiver;
beforeEach(async () => {
  receiver = await createStatsdReceiver();
});
afterEach(() => receiver.close());

async function expectArrival(exporter: StatsdMetricExporter | DogStatsdMetricExporter): Promise<void> {
  const metrics = new Metrics(exporter);
  metrics.meter.createCounter('orders').add(1);
  await metrics.export();
  await exporter.shutdown();
  await receiver.waitFor((totals) => totals.find('c', 'orders')?.sum === 1);
}

const url = () => receiver.endpoints.udp!;
const port = () => url().split(':').at(-1)!;

it('of plain StatsD is OTEL_EXPORTER_STATSD_ENDPOINT, and no variable of Datadog', async () => {
  vi.stubEnv('DD_DOGSTATSD_URL', nobody);
  vi.stubEnv('OTEL_EXPORTER_STATSD_ENDPOINT', url());
  await expectArrival(new StatsdMetricExporter());
});

it.each<[string, () => Record<string, string>]>([
  ['OTEL_EXPORTER_DOGSTATSD_ENDPOINT', () => ({ OTEL_EXPORTER_DOGSTATSD_ENDPOINT: url() })],
  ['OTELWIRE_DOGSTATSD_ENDPOINT', () => ({ OTELWIRE_DOGSTATSD_ENDPOINT: url() })],
  ['DD_DOGSTATSD_URL', () => ({ DD_DOGSTATSD_URL: url() })],
  ['DD_AGENT_HOST with DD_DOGSTATSD_PORT', () => ({ DD_AGENT_HOST: 'localhost', DD_DOGSTATSD_PORT: port() })],
  ['DD_DOGSTATSD_PORT alone', () => ({ DD_DOGSTATSD_PORT: port() })],
  ['DD_AGENT_HOST with a whole address', () => ({ DD_AGENT_HOST: url(), DD_DOGSTATSD_PORT: '9' })],
  [
    'that of OpenTelemetry before those of Datadog',
    () => ({ OTEL_EXPORTER_DOGSTATSD_ENDPOINT: url(), DD_DOGSTATSD_URL: nobody, DD_AGENT_HOST: '127.0.0.1' }),
  ],
  [
    'DD_DOGSTATSD_URL before DD_AGENT_HOST',
    () => ({ DD_DOGSTATSD_URL: url(), DD_AGENT_HOST: '127.0.0.1', DD_DOGSTATSD_PORT: '9' }),
  ],
])('of DogStatsD is %s', async (_, variables) => {
  for (const [name, value] of Object.entries(variables())) vi.stubEnv(name, value);
  await expectArrival(new DogStatsdMetricExporter());
  expect(warnings).toEqual([]);
});

it('in code goes before all variables', async () => {
  vi.stubEnv('OTEL_EXPORTER_DOGSTATSD_ENDPOINT', nobody);
  vi.stubEnv('DD_DOGSTATSD_URL', nobody);
  await expectArrival(new DogStatsdMetricExporter({ endpoint: url() }));
});

it('that is a named pipe warns, and the next variable counts', async () => {
  vi.stubEnv('DD_DOGSTATSD_URL', '\\\\.\\pipe\\datadog');
  vi.stubEnv('DD_DOGSTATSD_PORT', port());
  await expectArrival(new DogStatsdMetricExporter());
  expect(warnings).toEqual([expect.stringMatching(/^DD_DOGSTATSD_URL is invalid: /)]);
});

it('may be an IPv6 address without brackets in DD_AGENT_HOST', () => {
  vi.stubEnv('DD_AGENT_HOST', '::1');
  new DogStatsdMetricExporter();
  expect(warnings).toEqual([]);
});
