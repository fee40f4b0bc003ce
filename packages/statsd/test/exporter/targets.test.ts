import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { collectionOf } from '../../../core/test/otel/collection.ts';
import { exportOf, Metrics } from '../../../core/test/otel/sdk-metrics.ts';
import { type DogStatsdMetricExporter, StatsdMetricExporter } from '../../src/index.ts';
import { type TargetName, targetNames, targets } from '../../src/wire/target.ts';
import { wireDogStatsd, wireStatsd } from './wired.ts';

describe.each(targetNames)('to the target %s', (target: TargetName) => {
  it('a level below zero arrives as one, whatever its sign means there', async () => {
    const wired = wireStatsd({ target });
    wired.meter.createGauge('depth').record(-5);
    expect(await wired.lines()).toEqual(
      targets[target].signedGaugesAreLevels ? ['depth:-5|g'] : ['depth:0|g', 'depth:-5|g'],
    );
  });

  it('the origin is told to the Datadog Agent only', async () => {
    const wired = wireDogStatsd({
      target,
      originDetection: true,
      containerId: 'ci-123',
      externalData: 'it-false,cn-app',
      cardinality: 'low',
    });
    wired.meter.createCounter('orders').add(1);
    const isAgent = target === 'datadog-agent';
    expect(await wired.lines()).toEqual([
      `orders:1|c${isAgent ? '|c:ci-123|e:it-false,cn-app|card:low' : ''}`,
    ]);
  });

  it('timestamps are refused at once where it does not take them', () => {
    const make = () => wireStatsd({ target, timestamps: true });
    if (targets[target].timestamps) expect(make).not.toThrow();
    else expect(make).toThrow(`not taken by ${target}, but by: datadog-agent, otel-collector`);
  });

  it('distributions are refused at once where it does not take them', () => {
    const make = () => wireStatsd({ target, histograms: 'distributions' });
    if (targets[target].distributions) expect(make).not.toThrow();
    else expect(make).toThrow(`not taken by ${target}, but by: datadog-agent, statsd_exporter`);
  });

  it('a unix stream carries frames for the Agent, and lines for others', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'otelwire-'));
    const chunks: Buffer[] = [];
    const server = createServer((socket) => socket.on('data', (chunk) => chunks.push(chunk)));
    await new Promise<void>((resolve) => server.listen(join(folder, 's'), resolve));
    const exporter = new StatsdMetricExporter({
      target,
      endpoint: `unix://${folder}/s`,
      maxPayloadBytes: 256,
    });
    const metrics = new Metrics(exporter);
    for (let i = 0; i < 30; i += 1) metrics.meter.createCounter(`orders.placed.${i}`).add(i);
    expect(await metrics.export()).toEqual({ code: 0 });
    await exporter.shutdown();
    server.close();
    rmSync(folder, { recursive: true });

    const bytes = Buffer.concat(chunks);
    const frames = targets[target].lengthPrefixOnUnix ? framesIn(bytes) : [bytes];
    const lines = Array.from({ length: 30 }, (_, i) => `orders.placed.${i}:${i}|c\n`);
    expect(Buffer.concat(frames).toString()).toBe(lines.join(''));
    expect(frames.length).toBe(target === 'datadog-agent' ? 3 : 1);
    if (target === 'datadog-agent') for (const frame of frames) expect(frame.length).toBeLessThanOrEqual(256);
  });
});

/** Payloads behind their lengths as little-endian uint32; every byte belongs to one. */
function framesIn(bytes: Buffer): Buffer[] {
  const frames: Buffer[] = [];
  let at = 0;
  while (at < bytes.length) {
    const end = at + 4 + bytes.readUInt32LE(at);
    frames.push(bytes.subarray(at + 4, end));
    at = end;
  }
  expect(at).toBe(bytes.length);
  return frames;
}

describe('timestamps', () => {
  it('are the seconds of the collection, behind tags and origin, on counters and gauges', async () => {
    const wired = wireDogStatsd({
      timestamps: true,
      histograms: 'summary',
      percentiles: [],
      originDetection: true,
      containerId: 'abc',
    });
    wired.meter.createCounter('orders').add(1, { region: 'eu' });
    wired.meter.createGauge('depth').record(-2);
    wired.meter.createHistogram('latency').record(2);
    const before = Math.floor(Date.now() / 1000);
    const lines = await wired.lines();
    const seconds = [...new Set(lines.map((line) => Number(line.split('|T')[1])))];
    expect(seconds).toHaveLength(1);
    expect(seconds[0]).toBeGreaterThanOrEqual(before);
    expect(seconds[0]).toBeLessThanOrEqual(Date.now() / 1000);
    expect(lines.map((line) => line.split('|T')[0])).toEqual([
      'orders:1|c|#region:eu|c:abc',
      'depth:-2|g|c:abc',
      'latency.count:1|c|c:abc',
      'latency.sum:2|c|c:abc',
      'latency.min:2|g|c:abc',
      'latency.max:2|g|c:abc',
      'latency.avg:2|g|c:abc',
    ]);
  });

  it('are not on distributions, of which the Agent would drop those', async () => {
    const wired = wireDogStatsd({ timestamps: true });
    wired.meter.createHistogram('latency').record(2);
    expect(await wired.lines()).toEqual(['latency:2|d']);
  });

  it('move on with the clock', async () => {
    const wired = wireDogStatsd({ timestamps: true });
    for (const second of [1000, 1001]) {
      const points = [{ value: 1, endTime: [second, 5] }];
      await exportOf(wired.exporter, collectionOf([{ name: 'depth', kind: 'gauge', points }]));
    }
    expect(wired.transport.text).toBe('depth:1|g|T1000\ndepth:1|g|T1001\n');
  });
});

describe('the origin', () => {
  const exporters: DogStatsdMetricExporter[] = [];
  afterEach(() => Promise.all(exporters.splice(0).map((exporter) => exporter.shutdown())));

  it('is not told in another dialect, even to the Agent', async () => {
    const wired = wireDogStatsd({ dialect: 'influxdb', originDetection: true, containerId: 'abc' });
    exporters.push(wired.exporter as DogStatsdMetricExporter);
    wired.meter.createCounter('orders').add(1);
    expect(await wired.lines()).toEqual(['orders:1|c']);
  });

  it('cannot add a section or a line of its own', async () => {
    const wired = wireDogStatsd({
      originDetection: true,
      containerId: 'a|b',
      externalData: 'it-true|c:fake',
    });
    wired.meter.createCounter('orders').add(1);
    expect(await wired.lines()).toEqual(['orders:1|c|c:ab|e:it-truec:fake']);
  });

  it('leaves the level of detail when detection is off', async () => {
    const wired = wireDogStatsd({ containerId: 'abc', externalData: 'x', cardinality: 'none' });
    wired.meter.createCounter('orders').add(1);
    expect(await wired.lines()).toEqual(['orders:1|c|card:none']);
  });
});
