import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../../../test/run-node.ts';
import { type Application, countOrders, makeApplication, requireMetrics, usual } from './application.ts';
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

const sdkNode = '@opentelemetry/sdk-node';
const auto = '@opentelemetry/auto-instrumentations-node';

/** Starts a program behind `@otelwire/register/start`. */
async function start(program: string, packages: readonly string[], variables: Record<string, string> = {}) {
  const from = join(root, 'test/zero-code/sdk-2');
  const files = { 'app.cjs': program };
  application = await makeApplication({ packages: [...usual, ...packages], files, from });
  return application.run(['--require', '@otelwire/register/start', 'app.cjs'], {
    ...server.variables,
    OTEL_TRACES_EXPORTER: 'none',
    OTEL_LOGS_EXPORTER: 'none',
    OTEL_NODE_RESOURCE_DETECTORS: 'env',
    ...variables,
  });
}

describe('@otelwire/register/start', () => {
  it('starts the SDK, and shuts it down at the end', async () => {
    const { ended } = await start(`${requireMetrics} ${countOrders}`, [sdkNode]);
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
    expect(await server.atLeast(3)).toBe(3);
  });

  it('has the metrics of the instrumentations that are installed, and lets a signal end the process', async () => {
    const program = `const http = require('node:http');
      const server = http.createServer((request, response) => response.end()).listen(0, '127.0.0.1', () => {
        http.get({ port: server.address().port, agent: false }, (response) => response.resume().on('end', () => console.log('ready')));
      });`;
    const { child, printed, ended } = await start(program, [sdkNode, auto]);
    await printed(/ready/);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ stderr: '' });
    expect(child.signalCode).toBe('SIGTERM');
    expect(await server.seen(/^http\.server\.request\.duration|^http\.server\.duration/)).toBe(true);
  });

  it('starts it for the exporters of others alone, too', async () => {
    const program = `const { trace } = require('@opentelemetry/api'); trace.getTracer('shop').startSpan('bake').end();`;
    const { ended } = await start(program, [sdkNode], {
      OTEL_METRICS_EXPORTER: 'none',
      OTEL_TRACES_EXPORTER: 'console',
    });
    const { code, stdout } = await ended;
    expect(code).toBe(0);
    expect(stdout).toContain(`name: 'bake'`);
  });

  it('says so where there is no SDK to start, and the metrics get a provider of ours', async () => {
    const { ended } = await start(`${requireMetrics} ${countOrders}`, []);
    expect(await ended).toMatchObject({
      code: 0,
      stderr:
        'otelwire: @otelwire/register/start: no SDK is installed: npm install @opentelemetry/sdk-node\n',
    });
    expect(await server.atLeast(3)).toBe(3);
  });
});
