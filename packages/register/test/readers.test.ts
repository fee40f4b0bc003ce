import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../../test/run-node.ts';
import { type Application, countOrders, importMetrics, makeApplication, usual } from './application.ts';
import { type OrderServer, openOrderServer } from './orders.ts';

let server: OrderServer;
let application: Application;
beforeEach(async () => {
  server = await openOrderServer();
});
afterEach(async () => {
  await server.close();
  await application.remove();
});

const head = `import { metricReadersFromEnv } from '@otelwire/register/readers';`;
const printNames = `console.log(readers.map((reader) => reader.constructor.name).join()); process.exit(0);`;
const withSdkNode = {
  packages: [...usual, '@opentelemetry/sdk-node'],
  from: join(root, 'test/zero-code/sdk-2'),
};

/** Runs a program to its end. */
async function run(
  program: string,
  variables: Record<string, string>,
  { hooks = [], ...contents }: { hooks?: string[]; packages?: string[]; from?: string } = {},
) {
  application = await makeApplication({ packages: usual, ...contents, files: { 'app.mjs': program } });
  return application.run([...hooks, 'app.mjs'], { ...server.variables, ...variables }).ended;
}

describe('metricReadersFromEnv()', () => {
  it.each([
    ['alone', []],
    ['with the hook in front, which leaves these exporters to it', ['--import', '@otelwire/register']],
  ])('serves an SDK that is set up in code, %s', async (_how, hooks) => {
    const program = `${head} ${importMetrics} import { MeterProvider } from '@opentelemetry/sdk-metrics';
      const provider = new MeterProvider({ readers: metricReadersFromEnv() });
      metrics.setGlobalMeterProvider(provider);
      ${countOrders}
      await provider.shutdown();`;
    expect(await run(program, {}, { hooks })).toMatchObject({ code: 0, stderr: '' });
    expect(await server.atLeast(3)).toBe(3);
  });

  it('makes readers for the names of the SDK too, by the packages that sdk-node has brought along', async () => {
    const variables = {
      OTEL_METRICS_EXPORTER: 'statsd,otlp,console,prometheus',
      OTEL_EXPORTER_PROMETHEUS_PORT: '0',
    };
    expect(
      await run(`${head} const readers = metricReadersFromEnv(); ${printNames}`, variables, withSdkNode),
    ).toMatchObject({
      stdout:
        'PeriodicExportingMetricReader,PeriodicExportingMetricReader,PeriodicExportingMetricReader,PrometheusExporter\n',
      stderr: '',
    });
  });

  it('leaves the names of the SDK out if told so', async () => {
    const program = `${head} const readers = metricReadersFromEnv({ others: false }); ${printNames}`;
    expect(await run(program, { OTEL_METRICS_EXPORTER: 'otlp,statsd' }, withSdkNode)).toMatchObject({
      stdout: 'PeriodicExportingMetricReader\n',
      stderr: '',
    });
  });

  it.each([
    [{ OTEL_METRICS_EXPORTER: '' }, 'PeriodicExportingMetricReader\n'],
    [{ OTEL_METRICS_EXPORTER: 'none' }, '\n'],
    [{ OTEL_METRICS_EXPORTER: 'statsd', OTEL_SDK_DISABLED: 'true' }, '\n'],
    [{ OTEL_METRICS_EXPORTER: '', OTEL_SDK_DISABLED: 'true' }, '\n'],
  ])('takes %j as the SDK does', async (variables, stdout) => {
    const program = `${head} const readers = metricReadersFromEnv(); ${printNames}`;
    expect(await run(program, variables, withSdkNode)).toMatchObject({ stdout, stderr: '' });
  });

  it('leaves out what is missing, and says so', async () => {
    const program = `${head} const readers = metricReadersFromEnv(); ${printNames}`;
    expect(await run(program, { OTEL_METRICS_EXPORTER: 'graphite,otlp,statsd' })).toMatchObject({
      stdout: 'PeriodicExportingMetricReader\n',
      stderr: `otelwire: graphite needs @otelwire/graphite, which is not installed: npm install @otelwire/graphite
otelwire: @opentelemetry/exporter-metrics-otlp-proto is not installed: npm install @opentelemetry/exporter-metrics-otlp-proto
`,
    });
  });

  it('has the interval and the timeout of the environment, of which the timeout gives way', async () => {
    const program = `${head}
      const [reader] = metricReadersFromEnv();
      console.log(reader._exportInterval, reader._exportTimeout);`;
    const variables = { OTEL_METRIC_EXPORT_INTERVAL: '2000', OTEL_METRIC_EXPORT_TIMEOUT: '9000' };
    expect(await run(program, variables)).toMatchObject({ stdout: '2000 2000\n', stderr: '' });
  });
});
