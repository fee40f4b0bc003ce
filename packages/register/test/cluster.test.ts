import { afterEach, describe, expect, it } from 'vitest';
import { type Application, makeApplication, usual } from './application.ts';
import { openOrderServer } from './orders.ts';

let application: Application | undefined;
afterEach(async () => {
  await application?.remove();
  application = undefined;
});

/** Three workers that count their orders and know how busy they are, until they are told to end. The second one dies once before. */
const shop = `
  import cluster from 'node:cluster';
  import { once } from 'node:events';
  if (cluster.isPrimary) {
    const start = async () => {
      const worker = cluster.fork();
      await once(worker, 'message');
      return worker;
    };
    const workers = [await start(), await start(), await start()];
    workers[1].process.kill('SIGKILL');
    await once(workers[1], 'exit');
    workers[1] = await start();
    for (const worker of workers) {
      worker.process.kill('SIGTERM');
      await once(worker, 'exit');
    }
  } else {
    const { metrics } = await import('@opentelemetry/api');
    const meter = metrics.getMeter('shop');
    meter.createCounter('orders').add(1);
    meter.createUpDownCounter('open').add(1);
    meter.createGauge('busy').record(cluster.worker.id);
    process.send('ready');
  }`;

async function run(variables: Readonly<Record<string, string>>) {
  const server = await openOrderServer();
  application = await makeApplication({ packages: usual, files: { 'app.mjs': shop } });
  const ran = await application.run(['--import', '@otelwire/register', 'app.mjs'], {
    ...server.variables,
    ...variables,
  }).ended;
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(await server.atLeast(3)).toBe(3);
  const gauges = ['busy', 'open'].flatMap((name) =>
    server.names().filter((one) => one === name || one.startsWith(`${name}.`)),
  );
  const values = await Promise.all(gauges.map(async (name) => `${name} ${await server.gauge(name)}`));
  await server.close();
  return values.sort();
}

describe('a cluster', () => {
  it('has levels by the number of a worker, which the one has that takes its place', async () => {
    expect(await run({})).toEqual([
      'busy.worker.0 1',
      'busy.worker.1 4',
      'busy.worker.2 3',
      'open.worker.0 1',
      'open.worker.1 1',
      'open.worker.2 1',
    ]);
  });

  it('has counters of all workers together, if its primary exports for them', async () => {
    const values = await run({ OTELWIRE_CLUSTER: 'aggregate' });
    // those that end have no level any more: the last one to be exported for is the last one to end
    expect(values.filter((value) => !/^(busy\.worker\.[012]|open) \d$/.test(value))).toEqual([]);
  });

  it('is not aggregated by a word that nobody knows', async () => {
    const server = await openOrderServer();
    application = await makeApplication({ packages: usual, files: { 'app.mjs': '' } });
    const variables = { ...server.variables, OTELWIRE_CLUSTER: 'sum' };
    const { stderr } = await application.run(['--import', '@otelwire/register', 'app.mjs'], variables).ended;
    expect(stderr).toContain('OTELWIRE_CLUSTER');
    expect(stderr.trim().split('\n')).toHaveLength(1);
    await server.close();
  });
});
