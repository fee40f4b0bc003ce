import { createStrideReceiver } from '@otelwire/sandbox';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

/** An application that runs until it is told to end. */
const service = `${importMetrics} import { createServer } from 'node:http';
  ${countOrders}
  const http = createServer().listen(0, '127.0.0.1', () => console.log('ready'));`;

async function start(program: string, variables: Record<string, string> = {}) {
  application = await makeApplication({
    packages: [...usual, '@otelwire/stride', 'undici'],
    files: { 'app.mjs': program },
  });
  return application.run(['--import', '@otelwire/register', 'app.mjs'], {
    ...server.variables,
    ...variables,
  });
}

describe.each(['SIGTERM', 'SIGINT'] as const)('%s', (signal) => {
  it('ends the process as it would have, after the last export', async () => {
    const { child, printed, ended } = await start(service);
    await printed(/ready/);
    child.kill(signal);
    expect(await ended).toMatchObject({ stderr: '' });
    expect(child.signalCode).toBe(signal);
    expect(await server.atLeast(3)).toBe(3);
  });

  it('leaves the end to the application where it listens, with an exit code of its own', async () => {
    const { child, printed, ended } = await start(`${service}
      process.once('${signal}', () => { console.log('closing'); http.close(() => setTimeout(() => { process.exitCode = 7; }, 50)); });`);
    await printed(/ready/);
    child.kill(signal);
    expect(await ended).toMatchObject({ code: 7, stdout: 'ready\nclosing\n', stderr: '' });
    expect(await server.atLeast(3)).toBe(3);
  });

  it('does not end an application that listens and goes on', async () => {
    const { child, printed, ended } = await start(`${service}
      process.on('${signal}', () => console.log('heard'));
      process.on('SIGUSR2', () => process.exit(3));`);
    await printed(/ready/);
    child.kill(signal);
    await server.atLeast(3);
    child.kill(signal);
    await printed(/heard\nheard/);
    child.kill('SIGUSR2');
    expect(await ended).toMatchObject({ code: 3, stderr: '' });
  });
});

describe('an end by itself', () => {
  it('comes after the last export, of what listeners of beforeExit have counted too', async () => {
    const { ended } =
      await start(`${importMetrics} const orders = metrics.getMeter('shop').createCounter('orders');
      orders.add(2);
      process.on('beforeExit', () => orders.add(process.exitCode === 5 ? 0 : 1));
      process.on('beforeExit', () => { process.exitCode = 5; });`);
    expect(await ended).toMatchObject({ code: 5, stderr: '' });
    expect(await server.atLeast(3)).toBe(3);
  });
});

describe('a backend that does not answer', () => {
  const exporting = async () => {
    const stride = await createStrideReceiver();
    stride.faults.failNext(1000, 'hang-before');
    const variables = {
      OTEL_METRICS_EXPORTER: 'stride',
      OTEL_EXPORTER_STRIDE_ENDPOINT: stride.endpoints.http,
      OTEL_EXPORTER_STRIDE_API_KEY: 'key',
      OTELWIRE_FLUSH_TIMEOUT: '300',
    };
    return { stride, variables };
  };
  const gaveUp =
    'otelwire: the last export took longer than 300 ms and was given up (OTELWIRE_FLUSH_TIMEOUT)\n';

  it('delays an end by itself until the deadline', async () => {
    const { stride, variables } = await exporting();
    const before = Date.now();
    const { ended } = await start(`${importMetrics} ${countOrders} process.exitCode = 4;`, variables);
    expect(await ended).toMatchObject({ code: 4, stderr: gaveUp });
    // the exporter itself would take 10 s for the export, and 10 s for what it holds
    expect(Date.now() - before).toBeLessThan(9_000);
    await stride.close();
  });

  it('delays a signal until the deadline', async () => {
    const { stride, variables } = await exporting();
    const { child, printed, ended } = await start(service, variables);
    await printed(/ready/);
    const before = Date.now();
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ stderr: gaveUp });
    expect(child.signalCode).toBe('SIGTERM');
    expect(Date.now() - before).toBeLessThan(9_000);
    await stride.close();
  });
});

describe('a backend that is not there', () => {
  const variables = {
    OTEL_METRICS_EXPORTER: 'graphite',
    OTEL_EXPORTER_GRAPHITE_ENDPOINT: 'tcp://127.0.0.1:9',
  };
  const undelivered =
    'otelwire: graphite: 3 data points were not delivered by the end of the process (OTEL_LOG_LEVEL=warn says why)\n';
  const counting = `${importMetrics}
    for (const kind of ['rye', 'wheat', 'corn']) metrics.getMeter('shop').createCounter('orders').add(1, { kind });`;

  async function run(program: string) {
    application = await makeApplication({
      packages: [...usual, '@otelwire/graphite'],
      files: { 'app.mjs': program },
    });
    return application.run(['--import', '@otelwire/register', 'app.mjs'], variables);
  }

  it('is told at an end by itself', async () => {
    expect(await (await run(counting)).ended).toMatchObject({ code: 0, stderr: undelivered });
  });

  it('is told at a signal', async () => {
    const { child, printed, ended } = await run(`${counting}
      setInterval(() => {}, 1000); console.log('ready');`);
    await printed(/ready/);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ stderr: undelivered });
    expect(child.signalCode).toBe('SIGTERM');
  });

  it('is told where the application shuts its own provider down', async () => {
    const { ended } = await run(`import { MeterProvider } from '@opentelemetry/sdk-metrics';
      import { metrics } from '@opentelemetry/api';
      const provider = new MeterProvider();
      metrics.setGlobalMeterProvider(provider);
      for (const kind of ['rye', 'wheat', 'corn']) metrics.getMeter('shop').createCounter('orders').add(1, { kind });
      await provider.shutdown();
      process.exit(2);`);
    expect(await ended).toMatchObject({ code: 2, stderr: undelivered });
  });
});

describe('an uncaught exception', () => {
  const program = `${service} http.on('listening', () => { throw new Error('out of flour'); });`;

  it('ends the process at once', async () => {
    const { ended } = await start(program);
    const run = await ended;
    expect(run).toMatchObject({ code: 1 });
    expect(run.stderr).toContain('Error: out of flour');
    expect(server.sum).toBe(0);
  });

  it('ends it after the last export if asked for, as it would have', async () => {
    const { ended } = await start(program, { OTELWIRE_FLUSH_ON_UNCAUGHT_EXCEPTION: 'true' });
    const run = await ended;
    expect(run).toMatchObject({ code: 1 });
    expect(run.stderr.match(/Error: out of flour/g)).toHaveLength(1);
    expect(await server.atLeast(3)).toBe(3);
  });

  it('is the affair of an application that listens for it', async () => {
    const { ended } = await start(
      `${program} process.on('uncaughtException', ({ message }) => { console.log(message); http.close(); });`,
      { OTELWIRE_FLUSH_ON_UNCAUGHT_EXCEPTION: 'true' },
    );
    expect(await ended).toMatchObject({ code: 0, stdout: 'ready\nout of flour\n', stderr: '' });
    expect(await server.atLeast(3)).toBe(3);
  });
});
