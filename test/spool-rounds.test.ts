import { expect, it } from 'vitest';
import { runNode } from './run-node.ts';

/** Two processes a round are killed at random. `node test/spool-rounds/main.mjs KIND 1000` is the long form. */
it.each([
  ['statsd', 20],
  ['graphite', 20],
  ['stride', 14],
  ['initial-state', 14],
  ['stathat', 14],
])(
  'nothing that %s exporters said is held is lost, however often they are killed',
  async (kind, rounds) => {
    const run = runNode(['test/spool-rounds/main.mjs', kind, String(rounds)]);
    const { stdout, stderr } = await run.ended;
    const { promised, lost } = JSON.parse(stdout || '{}');
    expect({ lost, stderr: lost === 0 ? '' : stderr }).toEqual({ lost: 0, stderr: '' });
    expect(promised).toBeGreaterThan(0);
  },
  300_000,
);

it('without a spool nothing of it is loaded', async () => {
  const program = `
    const { createMemoryTransport } = require('@otelwire/core');
    const { StatsdMetricExporter } = require('@otelwire/statsd');
    const loaded = () => Object.keys(require.cache).filter((file) => /core.dist.cjs.shared.open-spool/.test(file)).length;
    const open = (spool) => new StatsdMetricExporter({ transport: createMemoryTransport(), spool });
    const metrics = { resource: { attributes: {} }, scopeMetrics: [] };
    open().export(metrics, () => {
      const without = loaded();
      const directory = require('node:fs').mkdtempSync(require('node:os').tmpdir() + '/spool-');
      open({ directory }).export(metrics, () => {
        console.log(JSON.stringify([without, loaded() > 0]));
        clearInterval(alive);
      });
    });
    const alive = setInterval(() => {}, 1000);`;
  const { stdout, stderr } = await runNode(['-e', program]).ended;
  expect({ stdout, stderr }).toEqual({ stdout: '[0,true]\n', stderr: '' });
});
