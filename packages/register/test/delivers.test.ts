import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../../test/run-node.ts';
import {
  type Application,
  countOrders,
  importMetrics,
  makeApplication,
  requireMetrics,
  usual,
} from './application.ts';
import { type OrderServer, openOrderServer } from './orders.ts';

let server: OrderServer;
let application: Application | undefined;
beforeEach(async () => {
  server = await openOrderServer();
});
afterEach(async () => {
  await server.close();
  await application?.remove();
  application = undefined;
});

/** Runs a program to its end, of which the orders must come out; gives what it printed. */
async function run(
  program: string,
  hooks = ['--import', '@otelwire/register'],
  variables = {},
): Promise<string> {
  const file = program.includes('require(') ? 'app.cjs' : 'app.mjs';
  application = await makeApplication({ packages: usual, files: { [file]: program } });
  const ran = await application.run([...hooks, file], { ...server.variables, ...variables }).ended;
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  return ran.stdout;
}

const ownProvider = `import { InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
  const exporter = new InMemoryMetricExporter(0);
  const provider = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter })] });
  const register = () => console.log(metrics.setGlobalMeterProvider(provider));
  const print = async () => {
    await provider.forceFlush();
    for (const { scopeMetrics } of exporter.getMetrics())
      for (const { metrics } of scopeMetrics) for (const { dataPoints } of metrics) console.log(dataPoints[0].value);
  };`;

describe('an application', () => {
  it.each([
    ['ES modules', importMetrics, '--import'],
    ['ES modules', importMetrics, '--require'],
    ['CommonJS', requireMetrics, '--require'],
    ['CommonJS', requireMetrics, '--import'],
  ])('of %s without an SDK gets a provider of ours (%s %s)', async (_kind, head, flag) => {
    await run(`${head} ${countOrders}`, [flag, '@otelwire/register']);
    expect(await server.atLeast(3)).toBe(3);
  });

  it('with a provider of its own keeps it, and we get the same', async () => {
    const printed = await run(`${importMetrics} ${ownProvider} register(); ${countOrders} await print();`);
    expect(printed).toBe('true\n3\n');
    expect(await server.atLeast(3)).toBe(3);
  });

  it.each([
    ['of its own', `${ownProvider} register(); ${countOrders}`],
    ['of ours', countOrders],
  ])(
    'with a provider %s gets the metrics of our exporter if it wants those of the SDK',
    async (_whose, program) => {
      const variables = { OTEL_NODE_EXPERIMENTAL_SDK_METRICS: 'true' };
      await run(`${importMetrics} ${program}`, undefined, variables);
      expect(
        await server.seen(/^otel\.sdk\.exporter\.metric_data_point\.inflight.*StatsdMetricExporter/),
      ).toBe(true);
    },
  );

  it('gets no metrics that it does not want', async () => {
    await run(`${importMetrics} ${ownProvider} register(); ${countOrders}`);
    expect(await server.atLeast(3)).toBe(3);
    expect(server.names()).toEqual(['orders']);
  });

  it('that ends by process.exit() right after its provider was shut down has lost nothing', async () => {
    await run(
      `${importMetrics} ${ownProvider} register(); ${countOrders} await provider.shutdown(); process.exit(0);`,
    );
    expect(await server.atLeast(3)).toBe(3);
  });

  it('may make counters before it registers its provider', async () => {
    const printed = await run(`${importMetrics} ${ownProvider}
      const early = metrics.getMeter('shop').createCounter('orders');
      const meter = metrics.getMeter('shop');
      early.add(1);
      register();
      early.add(1);
      meter.createCounter('orders').add(1);
      await print();`);
    // the first order was there before the application's own reader
    expect(printed).toBe('true\n2\n');
    expect(await server.atLeast(3)).toBe(3);
  });

  it('may observe before it registers its provider, and is not asked twice by then', async () => {
    const printed = await run(`${importMetrics} ${ownProvider}
      const level = metrics.getMeter('shop').createObservableGauge('flour');
      level.addCallback((result) => { console.log('asked'); result.observe(1); });
      register();
      ${countOrders}
      await provider.shutdown();`);
    expect(printed).toBe('true\n');
    expect(await server.atLeast(3)).toBe(3);
  });

  it('is asked for what it observes where it has no provider', async () => {
    await run(`${importMetrics} const level = metrics.getMeter('shop').createObservableGauge('flour');
      level.addCallback((result) => result.observe(8));
      const other = (result) => result.observe(9);
      level.addCallback(other);
      level.removeCallback(other);
      const meter = metrics.getMeter('mill');
      const sacks = meter.createObservableGauge('sacks');
      meter.addBatchObservableCallback((result) => result.observe(sacks, 5), [sacks]);`);
    expect(await server.gauge('flour')).toBe(8);
    expect(await server.gauge('sacks')).toBe(5);
  });

  it('is served once where the hook is loaded twice', async () => {
    await run(`${importMetrics} ${countOrders}`, [
      '--require',
      '@otelwire/register',
      '--import',
      '@otelwire/register',
    ]);
    expect(await server.atLeast(3)).toBe(3);
  });

  it('is served once where two copies of the hook are loaded', async () => {
    application = await makeApplication({
      packages: usual,
      files: { 'app.mjs': `${importMetrics} ${countOrders}` },
    });
    const other = await makeApplication({ packages: usual, files: {} });
    const hooks = ['@otelwire/register', `${other.folder}/node_modules/@otelwire/register/dist/cjs/index.js`];
    const args = [...hooks.flatMap((hook) => ['--require', hook]), 'app.mjs'];
    expect(await application.run(args, server.variables).ended).toMatchObject({ code: 0, stderr: '' });
    expect(await server.atLeast(3)).toBe(3);
    await other.remove();
  });

  it('is served where only the variable of our own lists the exporter', async () => {
    const variables = { OTEL_METRICS_EXPORTER: 'none', OTELWIRE_EXPORTER: 'statsd' };
    await run(`${importMetrics} ${countOrders}`, undefined, variables);
    expect(await server.atLeast(3)).toBe(3);
  });

  it('with SDK 1.x has exponential histograms, which that SDK is told in its own way', async () => {
    const program = `${importMetrics} const latency = metrics.getMeter('shop').createHistogram('latency');
      for (let i = 0; i < 100; i += 1) latency.record(0.2);
      latency.record(0.1);
      latency.record(0.3);`;
    const from = join(root, 'test/zero-code/sdk-1');
    application = await makeApplication({ packages: usual, files: { 'app.mjs': program }, from });
    const run = application.run(['--import', '@otelwire/register', 'app.mjs'], server.variables);
    expect(await run.ended).toMatchObject({ code: 0, stderr: '' });
    // with explicit buckets, the first of which ends at 5, it would be anything between
    expect(await server.gauge('latency.p50')).toBeCloseTo(0.2, 2);
  });

  it('that is started from another folder is searched for its packages', async () => {
    application = await makeApplication({
      packages: usual,
      files: { 'app.mjs': `${importMetrics} ${countOrders}` },
    });
    const other = await makeApplication({ packages: [], files: {} });
    const args = ['--import', '@otelwire/register', `${application.folder}/app.mjs`];
    expect(await other.run(args, server.variables).ended).toMatchObject({ code: 0, stderr: '' });
    expect(await server.atLeast(3)).toBe(3);
    await other.remove();
  });

  it.each([
    ['with OTEL_LOG_LEVEL', { OTEL_LOG_LEVEL: 'info' }, 'here\n'],
    ['not without', {}, ''],
  ])('sees what OpenTelemetry logs %s', async (_when, variables, printed) => {
    const program = `${importMetrics} import { diag } from '@opentelemetry/api'; ${countOrders} diag.info('here');`;
    expect(await run(program, undefined, variables)).toBe(printed);
    expect(await server.atLeast(3)).toBe(3);
  });

  it('keeps a log of its own', async () => {
    const program = `${importMetrics} import { diag } from '@opentelemetry/api';
      diag.setLogger({ info: (text) => console.log('own', text), debug() {}, verbose() {}, warn() {}, error() {} });
      ${countOrders} diag.info('here');`;
    expect(await run(program, undefined, { OTEL_LOG_LEVEL: 'info' })).toBe('own here\n');
  });
});

describe('a provider of ours', () => {
  it('serves the exporters of others that are listed, too', async () => {
    const printed = await run(`${importMetrics} ${countOrders}`, undefined, {
      OTEL_METRICS_EXPORTER: 'console,statsd',
    });
    expect(printed).toContain("name: 'orders'");
    expect(await server.atLeast(3)).toBe(3);
  });

  it.each([
    ['by name', { OTEL_SERVICE_NAME: 'shop' }],
    ['as an attribute', { OTEL_RESOURCE_ATTRIBUTES: 'service.name=shop' }],
  ])('has the service that the environment gives %s', async (_how, variables) => {
    const tagged = await openOrderServer('influxdb');
    await run(`${importMetrics} ${countOrders}`, undefined, { ...tagged.variables, ...variables });
    expect(await tagged.atLeast(3)).toBe(3);
    expect(tagged.services()).toEqual(['shop']);
    await tagged.close();
  });
});

describe('a worker thread', () => {
  const program = `import { isMainThread, Worker } from 'node:worker_threads';
    ${importMetrics}
    if (isMainThread) new Worker(new URL(import.meta.url));
    else { ${countOrders} }`;

  it('is left alone', async () => {
    await run(`${program} if (isMainThread) metrics.getMeter('shop').createCounter('orders').add(1);`);
    expect(await server.atLeast(1)).toBe(1);
  });

  it('is served if asked for', async () => {
    await run(program, undefined, { OTELWIRE_WORKER_THREADS: 'true' });
    expect(await server.atLeast(3)).toBe(3);
  });
});
