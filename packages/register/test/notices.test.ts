import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Application, countOrders, importMetrics, makeApplication, usual } from './application.ts';
import { type OrderServer, openOrderServer } from './orders.ts';

let application: Application;
let server: OrderServer;
/** The variables that send there. */
let statsd: Readonly<Record<string, string>>;
beforeEach(async () => {
  server = await openOrderServer();
  statsd = server.variables;
});
afterEach(async () => {
  await server.close();
  await application.remove();
});

/** What an application says on stderr; it goes on to its end in any case. */
async function said(
  packages: readonly string[],
  variables: Record<string, string>,
  program = `${importMetrics} ${countOrders} console.log('done')`,
  hook = '@otelwire/register',
): Promise<string> {
  application = await makeApplication({ packages, files: { 'app.mjs': program } });
  const run = await application.run(['--import', hook, 'app.mjs'], variables).ended;
  expect(run).toMatchObject({ code: 0, stdout: 'done\n' });
  return run.stderr;
}

describe('one line on stderr', () => {
  it('when nobody knows a name', async () => {
    expect(await said(usual, { ...statsd, OTEL_METRICS_EXPORTER: 'statsd,statds' })).toBe(
      'otelwire: OTEL_METRICS_EXPORTER lists "statds", which nobody knows; ours are statsd, dogstatsd, graphite, stathat, stride, initialstate\n',
    );
  });

  it('when the variable of our own has a name of others', async () => {
    expect(await said(usual, { OTELWIRE_EXPORTER: 'otlp' })).toMatch(
      /^otelwire: OTELWIRE_EXPORTER lists "otlp", which is not one of ours: statsd, .*\n$/,
    );
  });

  it("when an exporter's package is missing, with the command that installs it", async () => {
    expect(await said(usual, { ...statsd, OTEL_METRICS_EXPORTER: 'statsd,graphite' })).toBe(
      'otelwire: graphite needs @otelwire/graphite, which is not installed: npm install @otelwire/graphite\n',
    );
  });

  it('when there is no SDK', async () => {
    expect(await said(['@otelwire/statsd', '@opentelemetry/api'], statsd)).toBe(
      'otelwire: statsd: no OpenTelemetry SDK is installed: npm install @opentelemetry/api @opentelemetry/sdk-metrics\n',
    );
  });

  it('when there is no API', async () => {
    expect(
      await said(['@otelwire/statsd', '@opentelemetry/sdk-metrics'], statsd, `console.log('done')`),
    ).toBe('otelwire: statsd: @opentelemetry/api is not installed: npm install @opentelemetry/api\n');
  });

  it('when an exporter cannot be made, without its keys', async () => {
    const packages = ['@otelwire/stathat', '@opentelemetry/api', '@opentelemetry/sdk-metrics'];
    expect(await said(packages, { OTEL_METRICS_EXPORTER: 'stathat' })).toMatch(
      /^otelwire: StatHatMetricExporter: .*OTEL_EXPORTER_STATHAT_EZ_KEY.*\n$/,
    );
  });

  it('when a variable of the hook is wrong', async () => {
    expect(await said(usual, { ...statsd, OTELWIRE_FLUSH_TIMEOUT: '5s' })).toBe(
      "otelwire: OTELWIRE_FLUSH_TIMEOUT is invalid: '5s'; expected a whole number of milliseconds from 1 to 2147483647; using 5000\n",
    );
  });

  it("when a variable of the SDK's readers is wrong", async () => {
    expect(await said(usual, { ...statsd, OTEL_METRIC_EXPORT_INTERVAL: '10s' })).toMatch(
      /^otelwire: OTEL_METRIC_EXPORT_INTERVAL is invalid: '10s'; .*using 60000\n$/,
    );
  });

  it('when a configuration file overrides the environment', async () => {
    expect(await said(usual, { ...statsd, OTEL_CONFIG_FILE: 'otel.yaml' })).toMatch(
      /^otelwire: OTEL_CONFIG_FILE is set: .*\n$/,
    );
  });

  it('when the hook comes after an SDK', async () => {
    const program = `${importMetrics}
      import { MeterProvider } from '@opentelemetry/sdk-metrics';
      metrics.setGlobalMeterProvider(new MeterProvider());
      await import('@otelwire/register');
      console.log('done');`;
    expect(await said(usual, statsd, program, 'node:os')).toMatch(
      /^otelwire: an OpenTelemetry SDK was loaded before this hook: .*load @otelwire\/register first\n$/,
    );
  });

  it('when a provider takes no readers', async () => {
    const program = `${importMetrics}
      const meter = metrics.getMeter('shop');
      metrics.setGlobalMeterProvider({ getMeter: () => meter });
      console.log('done');`;
    expect(await said(usual, statsd, program)).toBe(
      "otelwire: the application's MeterProvider takes no more readers: nothing goes to statsd\n",
    );
  });
});
