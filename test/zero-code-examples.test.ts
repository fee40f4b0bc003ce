import { createSandbox } from '@otelwire/sandbox';
import '@otelwire/sandbox/matchers';
import { describe, expect, it } from 'vitest';
import { opened } from './opened.ts';
import { runNode } from './run-node.ts';

describe('the examples that leave the backend to the environment', () => {
  it('zero-code.mjs sends to StatsD by the hook', async () => {
    const sandbox = await opened(createSandbox({ backends: ['statsd'] }));
    const args = ['--import', '@otelwire/register', 'zero-code.mjs'];
    const run = runNode(args, sandbox.environmentOf('statsd'), 'examples');
    expect(await run.ended).toEqual({ code: 0, stdout: '', stderr: '' });
    const { statsd } = sandbox.receivers;
    await statsd.waitFor(({ recordCount }) => recordCount === 3);
    expect(statsd).toHaveReceived({ name: 'bakery.loaves.sold.kind.rye', type: 'c', value: 3 });
    expect(statsd).toHaveReceived({ name: 'bakery.loaves.sold.kind.wheat', type: 'c', value: 2 });
    expect(statsd).toHaveReceived({ name: 'bakery.oven.temperature', type: 'g', value: 231.5 });
    expect(statsd).toHaveNoDefects();
  });

  it('readers.mjs sends to StatsD and Graphite by its own SDK', async () => {
    const sandbox = await opened(createSandbox({ backends: ['statsd', 'graphite'] }));
    const { statsd, graphite } = sandbox.receivers;
    const run = runNode(['examples/readers.mjs'], {
      ...sandbox.environmentOf('statsd'),
      ...sandbox.environmentOf('graphite'),
      OTEL_METRICS_EXPORTER: 'statsd,graphite',
    });
    expect(await run.ended).toEqual({ code: 0, stdout: '', stderr: '' });
    await expect(statsd).toReceive({ name: 'bakery.loaves.sold.kind.wheat', type: 'c', value: 2 });
    await graphite.waitFor(({ pointCount }) => pointCount === 2);
    const points = [...graphite.totals.series].map(([path, series]) => [path, ...series.points.values()]);
    expect(points).toEqual([
      ['bakery.loaves.sold;kind=rye', 3],
      ['bakery.loaves.sold;kind=wheat', 2],
    ]);
    expect(statsd).toHaveNoDefects();
    expect(graphite).toHaveNoDefects();
  });
});
