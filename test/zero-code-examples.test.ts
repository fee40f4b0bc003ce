import { createGraphiteReceiver, createStatsdReceiver } from '@otelwire/sandbox';
import { describe, expect, it } from 'vitest';
import { opened } from './opened.ts';
import { runNode } from './run-node.ts';

describe('the examples that leave the backend to the environment', () => {
  it('zero-code.mjs sends to StatsD by the hook', async () => {
    const statsd = await opened(createStatsdReceiver({ dialect: 'plain' }));
    const run = runNode(
      ['--import', '@otelwire/register', 'zero-code.mjs'],
      { OTEL_METRICS_EXPORTER: 'statsd', OTEL_EXPORTER_STATSD_ENDPOINT: statsd.endpoints.udp! },
      'examples',
    );
    expect(await run.ended).toEqual({ code: 0, stdout: '', stderr: '' });
    const totals = await statsd.waitFor(({ recordCount }) => recordCount === 3);
    expect(totals.find('c', 'bakery.loaves.sold.kind.rye')?.sum).toBe(3);
    expect(totals.find('c', 'bakery.loaves.sold.kind.wheat')?.sum).toBe(2);
    expect(totals.find('g', 'bakery.oven.temperature')?.last).toBe(231.5);
    expect(totals.badLines).toEqual([]);
  });

  it('readers.mjs sends to StatsD and Graphite by its own SDK', async () => {
    const statsd = await opened(createStatsdReceiver({ dialect: 'plain' }));
    const graphite = await opened(createGraphiteReceiver());
    const run = runNode(['examples/readers.mjs'], {
      OTEL_METRICS_EXPORTER: 'statsd,graphite',
      OTEL_EXPORTER_STATSD_ENDPOINT: statsd.endpoints.udp!,
      OTEL_EXPORTER_GRAPHITE_ENDPOINT: graphite.endpoints.tcp!,
    });
    expect(await run.ended).toEqual({ code: 0, stdout: '', stderr: '' });
    await statsd.waitFor((totals) => totals.find('c', 'bakery.loaves.sold.kind.wheat')?.sum === 2);
    await graphite.waitFor(({ pointCount }) => pointCount === 2);
    const points = [...graphite.totals.series].map(([path, series]) => [path, ...series.points.values()]);
    expect(points).toEqual([
      ['bakery.loaves.sold;kind=rye', 3],
      ['bakery.loaves.sold;kind=wheat', 2],
    ]);
    expect([...statsd.totals.badLines, ...graphite.totals.badLines]).toEqual([]);
  });
});
