import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createGraphiteReceiver,
  createStatsdReceiver,
  type StatsdReceiver,
  type StatsdReceiverOptions,
} from '@otelwire/sandbox';
import '@otelwire/sandbox/matchers';
import { afterEach, describe, expect, it } from 'vitest';
import { testCertificate } from '../packages/sandbox/test/listen/certificate.ts';
import { runExample } from './run-example.ts';
import { root, runNode } from './run-node.ts';

const cleanUps: (() => Promise<void>)[] = [];

async function receive(options: StatsdReceiverOptions): Promise<StatsdReceiver> {
  const receiver = await createStatsdReceiver(options);
  cleanUps.push(() => receiver.close());
  return receiver;
}

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

describe('the examples', () => {
  it('have at most 40 lines', () => {
    const files = readdirSync(join(root, 'examples')).filter((file) => /\.[cm]js$/.test(file));
    const lines = files.map(
      (file) => readFileSync(join(root, 'examples', file), 'utf8').split('\n').length - 1,
    );
    expect(Math.max(...lines)).toBeLessThanOrEqual(40);
    expect(files).toEqual([
      'client.mjs',
      'dogstatsd.cjs',
      'graphite-client.mjs',
      'graphite.mjs',
      'http-server.mjs',
      'initial-state-streamer.mjs',
      'initial-state.mjs',
      'readers.mjs',
      'stathat-client.mjs',
      'stathat.mjs',
      'statsd.mjs',
      'stdout.mjs',
      'stride-client.mjs',
      'stride.mjs',
      'tls.mjs',
      'zero-code.mjs',
    ]);
  });

  it('statsd.mjs sends to a StatsD server', async () => {
    const receiver = await receive({ dialect: 'plain' });
    const said = await runExample('statsd.mjs', { OTEL_EXPORTER_STATSD_ENDPOINT: receiver.endpoints.udp! });
    await receiver.waitFor(({ recordCount }) => recordCount === 11);
    expect(receiver).toHaveReceived({ name: 'bakery.loaves.sold.kind.rye', type: 'c', value: 3 });
    expect(receiver).toHaveReceived({ name: 'bakery.loaves.sold.kind.wheat', type: 'c', value: 2 });
    expect(receiver).toHaveReceived({ name: 'bakery.oven.temperature', type: 'g', value: 231.5 });
    expect(receiver).toHaveReceived({ name: 'bakery.baking.time.kind.rye.sum', type: 'c', value: 7560 });
    expect(receiver).toHaveNoDefects();
    expect(said).toContain('delivered: 4');
  });

  it('dogstatsd.cjs sends to a Datadog Agent', async () => {
    const receiver = await receive({ dialect: 'dogstatsd' });
    const variables = {
      DD_DOGSTATSD_URL: receiver.endpoints.udp!,
      DD_SERVICE: 'bakery',
      DD_ENV: 'prod',
      DD_TAGS: 'team:dough',
    };
    const said = await runExample('dogstatsd.cjs', variables);
    const totals = await receiver.waitFor(({ recordCount }) => recordCount === 3);
    const tags = { service: 'bakery', env: 'prod', team: 'dough' };
    expect(totals.find('c', 'bakery.loaves.sold', { ...tags, kind: 'rye' })?.sum).toBe(3);
    expect(totals.find('g', 'bakery.oven.loaves', tags)?.last).toBe(9);
    const times = totals.find('d', 'bakery.baking.time', { ...tags, kind: 'rye' });
    expect(times).toMatchObject({ count: 3, min: 2400, max: 2700 });
    expect(totals.badLines).toEqual([]);
    expect(said).toContain('delivered: 3');
  });

  it('http-server.mjs measures requests, and flushes at SIGTERM', async () => {
    const receiver = await receive({ dialect: 'dogstatsd' });
    const server = runNode(['examples/http-server.mjs'], { DD_DOGSTATSD_URL: receiver.endpoints.udp! });
    const url = await server.printed(/http:\/\/localhost:\d+/);
    for (let i = 0; i < 3; i += 1) expect(await (await fetch(url)).text()).toBe('bread\n');
    server.child.kill('SIGTERM');
    expect(await server.ended).toMatchObject({ code: 0, stderr: '' });
    const tags = { service: 'bakery', env: 'prod' };
    const request = { ...tags, 'http.request.method': 'GET', 'http.response.status_code': '200' };
    await receiver.waitFor(
      (totals) =>
        totals.find('g', 'http.server.active_requests', tags)?.last === 0 &&
        totals.find('d', 'http.server.request.duration', request)?.count === 3,
    );
    expect(receiver.totals.badLines).toEqual([]);
  });

  it('client.mjs sends to both without OpenTelemetry', async () => {
    const statsd = await receive({ dialect: 'plain' });
    const dogstatsd = await receive({ dialect: 'dogstatsd' });
    const said = await runExample('client.mjs', {
      OTELWIRE_STATSD_ENDPOINT: statsd.endpoints.udp!,
      DD_DOGSTATSD_URL: dogstatsd.endpoints.udp!,
    });
    await expect(statsd).toReceive({ name: 'bakery.kneading', type: 'ms', count: 1 });
    expect(statsd).toHaveReceived({ name: 'bakery.loaves.sold', type: 'c', value: 3 });
    expect(statsd).toHaveReceived({ name: 'bakery.flour.difference', type: 'g', value: -2.5 });
    await dogstatsd.waitFor(({ serviceCheckCount }) => serviceCheckCount === 1);
    const tags = { team: 'dough', oven: 'north' };
    expect(dogstatsd.totals.find('d', 'bakery.oven.baking.time', { ...tags, kind: 'rye' })?.sum).toBe(2400);
    expect(dogstatsd.totals.events).toMatchObject([{ title: 'New recipe', text: 'More rye.' }]);
    expect([...statsd.totals.badLines, ...dogstatsd.totals.badLines]).toEqual([]);
    expect(said.match(/delivered: 4/g)).toHaveLength(2);
  });

  it('graphite.mjs sends to carbon', async () => {
    const receiver = await createGraphiteReceiver();
    cleanUps.push(() => receiver.close());
    const said = await runExample('graphite.mjs', {
      OTEL_EXPORTER_GRAPHITE_ENDPOINT: receiver.endpoints.tcp!,
    });
    const totals = await receiver.waitFor(({ pointCount }) => pointCount === 10);
    const received = [...totals.series].map(([path, { points }]) => [path, ...points.values()]);
    expect(received).toEqual([
      ['bakery.loaves.sold;kind=rye', 3],
      ['bakery.loaves.sold;kind=wheat', 2],
      ['bakery.oven.temperature', 231.5],
      ['bakery.baking.time.count;kind=rye', 3],
      ['bakery.baking.time.sum;kind=rye', 7560],
      ['bakery.baking.time.min;kind=rye', 2400],
      ['bakery.baking.time.max;kind=rye', 2700],
      ['bakery.baking.time.p50;kind=rye', 2460.35],
      ['bakery.baking.time.p95;kind=rye', 2700],
      ['bakery.baking.time.p99;kind=rye', 2700],
    ]);
    expect(totals.badLines).toEqual([]);
    expect(said).toContain('delivered: 4');
  });

  it('graphite-client.mjs sends points of now and of an hour ago', async () => {
    const receiver = await createGraphiteReceiver();
    cleanUps.push(() => receiver.close());
    const variables = { OTELWIRE_GRAPHITE_ENDPOINT: receiver.endpoints.tcp! };
    const said = await runExample('graphite-client.mjs', variables);
    const totals = await receiver.waitFor(({ pointCount }) => pointCount === 5);
    const received = [...totals.series].map(([path, { points }]) => [path, ...points.values()]);
    expect(received).toEqual([
      ['bakery.oven.temperature;team=dough', 231.5, 228],
      ['bakery.loaves.sold;kind=rye;team=dough', 3],
      ['bakery.north.loaves;oven=north;team=dough', 12],
      ['bakery.north.humidity;oven=north;team=dough', 0.4],
    ]);
    const [now, before] = totals.find('bakery.oven.temperature', { team: 'dough' })!.points.keys();
    // a second may end between the two calls
    expect([3600, 3599]).toContain(now! - before!);
    expect(totals.badLines).toEqual([]);
    expect(said).toContain('delivered: 5');
  });

  it('tls.mjs sends to a server whose authority it knows', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'otelwire-'));
    cleanUps.push(() => rm(folder, { recursive: true }));
    const authority = join(folder, 'authority.pem');
    await writeFile(authority, testCertificate.cert);
    const receiver = await receive({ dialect: 'plain', tcp: testCertificate });
    const variables = { OTEL_EXPORTER_STATSD_ENDPOINT: receiver.endpoints.tls!, CA_FILE: authority };
    expect(await runExample('tls.mjs', variables)).toContain('delivered: 1');
    await expect(receiver).toReceive({ name: 'loaves.sold', type: 'c', value: 3 });
    expect(receiver).toHaveNoDefects();
  });

  it.each(['plain', 'dogstatsd', 'influxdb', 'librato', 'signalfx', 'graphite'] as const)(
    'stdout.mjs prints lines that a server of the dialect %s takes',
    async (dialect) => {
      const { code, stdout } = await runNode(['examples/stdout.mjs', dialect]).ended;
      expect(code).toBe(0);
      const { parseRecord, isAccepted } = await import('@otelwire/sandbox');
      const lines = stdout.trim().split('\n');
      expect(lines).toHaveLength(11);
      for (const line of lines) expect(isAccepted(parseRecord(line, dialect).defects, true)).toBe(true);
    },
  );
});
