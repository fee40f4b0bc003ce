import { describe, expect, it } from 'vitest';
import type { GraphiteMetricExporterOptions } from '../../src/index.ts';
import { wireGraphite } from './wired.ts';

const resource = { 'service.name': 'shop', 'service.version': '1.2.3', 'host.name': 'web-1', env: 'literal' };

async function pathsOf(options: GraphiteMetricExporterOptions, attributes = {}): Promise<string[]> {
  const wired = wireGraphite({ percentiles: [99.9], ...options }, { resource });
  wired.meter.createCounter('orders.paid').add(1, attributes);
  wired.meter.createHistogram('latency').record(1, attributes);
  return (await wired.lines()).map((line) => line.split(' ')[0]!);
}

describe('with a path template', () => {
  it('all attributes are parts of the path, and a statistic is the last', async () => {
    const attributes = { 'http.route': '/orders/{id}', region: 'eu' };
    const options = { pathTemplate: '{prefix}.{resource:host.name}.{name}.{attr:http.route}', prefix: 'app' };
    expect(await pathsOf(options, attributes)).toEqual([
      'app.web-1.orders.paid._orders__id_.region.eu',
      ...['count', 'sum', 'min', 'max', 'p99_9'].map(
        (statistic) => `app.web-1.latency._orders__id_.region.eu.${statistic}`,
      ),
    ]);
  });

  it('attributes before the name make a path for each of their values', async () => {
    const pathTemplate = '{attr:region}.{name}';
    expect((await pathsOf({ pathTemplate }, { region: 'eu' }))[0]).toBe('eu.orders.paid');
    expect((await pathsOf({ pathTemplate }, {}))[1]).toBe('unspecified.latency.count');
  });

  it('the service is left out, where every name would change with its version, unless it is asked for', async () => {
    const [path] = await pathsOf({ pathTemplate: '{name}' });
    expect(path).toBe('orders.paid');
    const asked = {
      pathTemplate: '{resource:service.name}.{name}',
      resourceAttributes: ['env', 'host.name'],
    };
    expect((await pathsOf(asked))[0]).toBe('shop.orders.paid.env.literal.host_name.web-1');
  });

  it('an attribute that is filtered out is missing in its place too', async () => {
    const options = { pathTemplate: '{attr:region}.{name}', attributes: { exclude: ['region'] } };
    expect((await pathsOf(options, { region: 'eu' }))[0]).toBe('unspecified.orders.paid');
  });

  it('global tags are parts of the path too', async () => {
    const globalTags = { region: 'us', team: 'core' };
    expect((await pathsOf({ pathTemplate: '{attr:region}.{name}', globalTags }))[0]).toBe(
      'us.orders.paid.team.core',
    );
  });

  it('metrics whose parts come out the same are told apart by their names, and dropped where they are not', async () => {
    const wired = wireGraphite({ pathTemplate: '{name}', percentiles: [] });
    wired.meter.createHistogram('latency').record(4);
    wired.meter.createCounter('latency.count').add(9);
    expect(await wired.lines()).toEqual([
      'latency.count 1',
      'latency.sum 4',
      'latency.min 4',
      'latency.max 4',
    ]);
    expect(wired.exporter.accounting).toMatchObject({ dropped: { name_collision: 1 } });
  });
});
