import { GraphiteMetricExporter, type GraphiteMetricExporterOptions } from '@otelwire/graphite';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Metrics } from '../../packages/core/test/otel/sdk-metrics.ts';
import { Carbon } from './carbon.ts';
import { CarbonRelay } from './carbon-relay.ts';
import { describeWithServer, describeWithServers } from './describe-with-server.ts';
import { GraphiteWeb, seriesByTag } from './graphite-web.ts';
import { VictoriaMetrics } from './victoria-metrics.ts';

const soon = { timeout: 15_000, interval: 50 };
const exporters: GraphiteMetricExporter[] = [];
afterEach(async () => {
  await Promise.all(exporters.splice(0).map((exporter) => exporter.shutdown()));
});

/** An SDK whose exports must succeed; `send` gives the second that the points have. */
function service(options: GraphiteMetricExporterOptions) {
  const exporter = new GraphiteMetricExporter({ timeoutMillis: 5000, ...options });
  exporters.push(exporter);
  // the SDK alone would make one series of all beyond 2000
  const views = [{ instrumentName: 'many', aggregationCardinalityLimit: 20_000 }];
  const metrics = new Metrics(exporter, { resource: { 'service.name': 'shop' }, views });
  const send = async (): Promise<number> => {
    const collected = await metrics.collect();
    const result = await new Promise((resolve) => exporter.export(collected, resolve));
    expect(result).toEqual({ code: 0 });
    return collected.scopeMetrics[0]!.metrics[0]!.dataPoints[0]!.endTime[0];
  };
  return { exporter, meter: metrics.meter, send };
}

/** What an application might put into an attribute, and the value that has to be in the tag index. */
const texts: readonly (readonly [given: string, kept: string])[] = [
  ['plain', 'plain'],
  ['/users/:id?x=1&y=2', '/users/:id?x=1&y=2'],
  ['with space\tand tab', 'with_space_and_tab'],
  ['no\u00a0break\u2028line', 'no_break_line'],
  ['~tilde~', '_tilde~'],
  ['semi;colon;name=stolen', 'semi_colon_name=stolen'],
  ['naïve Zürich 東京 🎉', 'naïve_Zürich_東京_🎉'],
  ['{brace="quote"}', '{brace=_quote_}'],
  ['line\nbroken 1 2\nx 3', 'line_broken_1_2_x_3'],
  ['', 'unspecified'],
  ['=', '='],
  ["it's", "it's"],
];

describeWithServers(['carbon', 'graphite-web'], (carbonServer, webServer) => {
  const carbon = new Carbon(carbonServer);
  const web = new GraphiteWeb(webServer);
  let run = 0;
  /** Each test has names of its own, since a server forgets nothing. */
  const prefix = () => {
    run += 1;
    return `run${run}`;
  };

  afterEach(async () => {
    expect(await carbon.refusedLines()).toEqual([]);
    expect(await carbon.refusedTags()).toEqual([]);
  });

  describe.each<[string, () => GraphiteMetricExporterOptions]>([
    ['plaintext over TCP', () => ({ endpoint: `tcp://127.0.0.1:${carbon.port}` })],
    ['plaintext over UDP', () => ({ endpoint: `udp://127.0.0.1:${carbon.port}` })],
    ['pickle', () => ({ endpoint: `tcp://127.0.0.1:${carbon.picklePort}`, protocol: 'pickle' })],
  ])('by %s', (_, options) => {
    it('every instrument is read back with its value, second and tags', async () => {
      const name = prefix();
      const { meter, send } = service({ ...options(), prefix: name });
      meter.createCounter('orders').add(2.5, { region: 'eu' });
      meter.createUpDownCounter('balance').add(-7);
      meter.createGauge('depth').record(1e-7, { 'queue.name': 'mails' });
      const latency = meter.createHistogram('latency');
      for (const value of [0.25, 0.5, 8]) latency.record(value);
      const second = await send();
      await web.indexed(10, { name: `${name}\\.` });

      const readBack = async (path: string): Promise<unknown> => {
        const [series] = await web.render(seriesByTag(`name=${name}.${path}`), {
          from: second,
          until: second,
        });
        return [series!.tags, [...series!.points]];
      };
      const tags = (path: string, more = {}) => ({ name: `${name}.${path}`, service: 'shop', ...more });
      expect(await readBack('orders')).toEqual([tags('orders', { region: 'eu' }), [[second, 2.5]]]);
      expect(await readBack('balance')).toEqual([tags('balance'), [[second, -7]]]);
      expect(await readBack('depth')).toEqual([tags('depth', { 'queue.name': 'mails' }), [[second, 1e-7]]]);
      const statistics = { count: 3, sum: 8.75, min: 0.25, max: 8, p95: 8, p99: 8 };
      for (const [statistic, value] of Object.entries(statistics)) {
        expect(await readBack(`latency.${statistic}`)).toEqual([
          tags(`latency.${statistic}`),
          [[second, value]],
        ]);
      }
      expect(await web.tagsOf(`${name}.orders;region=eu;service=shop`)).toEqual(
        tags('orders', { region: 'eu' }),
      );
    });

    it('whatever is in an attribute is one series, found in the tag index', async () => {
      const name = prefix();
      const { meter, send } = service({ ...options(), prefix: name });
      const gauge = meter.createGauge('text');
      texts.forEach(([given], i) => {
        gauge.record(i, { given, name: 'stolen', [`key ${given}`]: i });
      });
      const second = await send();
      await web.indexed(texts.length, { name: `${name}\\.` });
      const rendered = await web.render(seriesByTag(`name=${name}.text`), { from: second, until: second });
      const found = rendered.map(({ tags, points }) => [points.get(second), tags.given, tags._name]);
      expect(found.sort(([a], [b]) => Number(a) - Number(b))).toEqual(
        texts.map(([, kept], i) => [i, kept, 'stolen']),
      );
    });

    it('the smallest and the largest numbers are the same there', async () => {
      const name = prefix();
      const numbers = [1e-7, 5e-324, 1.7976931348623157e308, -1e21, 0.1 + 0.2, 123_456_789_012, 0];
      const { meter, send } = service({ ...options(), prefix: name });
      numbers.forEach((number, i) => {
        meter.createGauge(`n${i}`).record(number);
      });
      const second = await send();
      await vi.waitFor(async () => {
        for (const [i, number] of numbers.entries()) {
          expect((await carbon.points(`${name}.n${i};service=shop`)).get(second)).toBe(number);
        }
      }, soon);
    });
  });

  it('a path template makes paths that carbon keeps as files, and render finds by their parts', async () => {
    const name = prefix();
    const pathTemplate = '{prefix}.{resource:service.name}.{attr:http.route}.{name}';
    const { meter, send } = service({
      endpoint: `tcp://127.0.0.1:${carbon.port}`,
      prefix: name,
      pathTemplate,
    });
    const requests = meter.createCounter('http.requests');
    requests.add(3, { 'http.route': '/users/:id', method: 'GET' });
    requests.add(4, { method: '../../etc' });
    const second = await send();
    const file = `${name}.shop._users_:id.http.requests.method.GET`;
    await vi.waitFor(async () => expect((await carbon.points(file)).get(second)).toBe(3), soon);
    const rendered = await web.render(`${name}.shop.*.http.requests.method.*`, {
      from: second,
      until: second,
    });
    expect(new Map(rendered.map(({ target, points }) => [target, points.get(second)]))).toEqual(
      new Map([
        [file, 3],
        [`${name}.shop.unspecified.http.requests.method.______etc`, 4],
      ]),
    );
  });

  it('10,000 series of one export are all there', async () => {
    const name = prefix();
    const { exporter, meter, send } = service({ endpoint: `tcp://127.0.0.1:${carbon.port}`, prefix: name });
    const observed = meter.createObservableGauge('many');
    observed.addCallback((result) => {
      for (let i = 0; i < 10_000; i += 1) result.observe(i, { 'http.route': `/route/${i}`, shard: i % 16 });
    });
    const second = await send();
    expect(exporter.accounting).toMatchObject({ accepted: 10_000, delivered: 10_000 });
    await web.indexed(10_000, { name: `${name}\\.`, timeoutMillis: 120_000 });
    const rendered = await web.render(seriesByTag(`name=${name}.many`), { from: second, until: second });
    const values = new Map(rendered.map(({ tags, points }) => [tags['http.route'], points.get(second)]));
    expect(values.size).toBe(10_000);
    for (let i = 0; i < 10_000; i += 1) expect(values.get(`/route/${i}`)).toBe(i);
  }, 240_000);
});

describeWithServer('victoria', (server) => {
  const victoria = new VictoriaMetrics(server);

  it.each(['tcp', 'udp'])(
    'VictoriaMetrics exports what was sent over %s: values, seconds, tags',
    async (scheme) => {
      const { meter, send } = service({ endpoint: `${scheme}://127.0.0.1:${victoria.port}`, prefix: scheme });
      const orders = meter.createCounter('orders');
      orders.add(2.5, { region: 'eu', 'http.route': '/a b' });
      orders.add(4, { region: 'us' });
      const first = await send();
      orders.add(1, { region: 'us' });
      await vi.waitFor(() => expect(Math.floor(Date.now() / 1000)).toBeGreaterThan(first), soon);
      const second = await send();
      const name = { __name__: `${scheme}.orders`, service: 'shop' };
      await vi.waitFor(async () => {
        const exported = await victoria.exported(`{__name__="${scheme}.orders"}`);
        expect(exported.sort((a, b) => (a.labels.region! < b.labels.region! ? -1 : 1))).toEqual([
          {
            labels: { ...name, region: 'eu', 'http.route': '/a_b' },
            points: [
              [first, 2.5],
              [second, 2.5],
            ],
          },
          {
            labels: { ...name, region: 'us' },
            points: [
              [first, 4],
              [second, 5],
            ],
          },
        ]);
      }, soon);
    },
  );

  it('VictoriaMetrics has all of 10,000 series of one export', async () => {
    const { meter, send } = service({ endpoint: `tcp://127.0.0.1:${victoria.port}`, prefix: 'ten' });
    meter.createObservableGauge('many').addCallback((result) => {
      for (let i = 0; i < 10_000; i += 1) result.observe(i, { number: i });
    });
    const second = await send();
    await vi.waitFor(
      async () => {
        const exported = await victoria.exported('{__name__="ten.many"}');
        expect(exported).toHaveLength(10_000);
        for (const { labels, points } of exported) expect(points).toEqual([[second, Number(labels.number)]]);
      },
      { ...soon, interval: 500 },
    );
  }, 60_000);
});

describeWithServers(['carbon', 'relay'], (carbonServer, relayServer) => {
  const carbon = new Carbon(carbonServer);
  const relay = new CarbonRelay(relayServer);

  it.each<[string, () => Promise<GraphiteMetricExporterOptions>]>([
    ['TLS', async () => ({ endpoint: `tls://localhost:${relay.tlsPort}`, tls: { ca: await relay.ca() } })],
    ['a unix stream', async () => ({ endpoint: `unix://${relay.socketPath}` })],
    ['TCP', async () => ({ endpoint: `tcp://127.0.0.1:${relay.port}` })],
    ['UDP', async () => ({ endpoint: `udp://127.0.0.1:${relay.port}` })],
  ])('carbon-c-relay forwards to carbon what it got over %s', async (way, options) => {
    const prefix = way.replaceAll(' ', '-');
    const { meter, send } = service({ ...(await options()), prefix });
    const orders = meter.createCounter('orders');
    for (let i = 0; i < 300; i += 1) orders.add(i, { number: i });
    const second = await send();
    await vi.waitFor(async () => {
      const lines = (await relay.lines()).filter((line) => line.startsWith(`${prefix}.`));
      expect(lines.sort()).toEqual(
        Array.from(
          { length: 300 },
          (_, i) => `${prefix}.orders;number=${i};service=shop ${i} ${second}`,
        ).sort(),
      );
      expect((await carbon.points(`${prefix}.orders;number=299;service=shop`)).get(second)).toBe(299);
    }, soon);
  });
});
