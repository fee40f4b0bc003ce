import { createInitialStateReceiver, createStatHatReceiver, createStrideReceiver } from '@otelwire/sandbox';
import { describe, expect, it } from 'vitest';
import { opened } from './opened.ts';
import { runExample } from './run-example.ts';

describe('the examples for StatHat', () => {
  it('stathat.mjs sends values, then counts', async () => {
    const { endpoints, totals } = await opened(createStatHatReceiver());
    const said = await runExample('stathat.mjs', {
      OTEL_EXPORTER_STATHAT_ENDPOINT: endpoints.http,
      OTEL_EXPORTER_STATHAT_EZ_KEY: 'the-key',
    });
    const received = [...totals.stats.values()].map(({ name, kind, points }) => [
      name,
      kind,
      ...points.map(({ value }) => value),
    ]);
    expect(received).toEqual([
      ['bakery oven.temperature', 'value', 231.5],
      ['bakery baking.time min kind=rye', 'value', 2400],
      ['bakery baking.time max kind=rye', 'value', 2700],
      ['bakery baking.time p50 kind=rye', 'value', 2460.35],
      ['bakery baking.time p95 kind=rye', 'value', 2700],
      ['bakery baking.time p99 kind=rye', 'value', 2700],
      ['bakery loaves.sold kind=rye', 'count', 3],
      ['bakery loaves.sold kind=wheat', 'count', 2],
      ['bakery baking.time count kind=rye', 'count', 3],
      ['bakery baking.time sum kind=rye', 'count', 7560],
    ]);
    expect(totals.badRequests).toEqual([]);
    expect(said).toContain('delivered: 4');
  });

  it('stathat-client.mjs sends points of now and of a minute ago', async () => {
    const { endpoints, totals } = await opened(createStatHatReceiver());
    const said = await runExample('stathat-client.mjs', {
      OTELWIRE_STATHAT_ENDPOINT: endpoints.http,
      OTELWIRE_STATHAT_EZ_KEY: 'the-key',
    });
    expect(totals.find('bakery loaves.sold')).toMatchObject({ count: 4, pointCount: 2 });
    expect(totals.find('bakery recipes')).toMatchObject({ count: 1, pointCount: 1 });
    const [now, before] = totals.find('bakery oven.temperature')!.points;
    expect([now!.value, before!.value]).toEqual([231.5, 228]);
    // a second may end between the two calls
    expect([60, 59]).toContain(now!.timestamp - before!.timestamp);
    expect(totals.badRequests).toEqual([]);
    expect(said).toContain('delivered: 5');
  });
});

describe('the examples for Stride', () => {
  it('stride.mjs sends an event for each point', async () => {
    const { endpoints, totals } = await opened(createStrideReceiver());
    const said = await runExample('stride.mjs', {
      OTEL_EXPORTER_STRIDE_ENDPOINT: endpoints.http,
      OTEL_EXPORTER_STRIDE_API_KEY: 'the-key',
    });
    expect(totals.find('otel_metrics')?.events).toMatchObject([
      { name: 'loaves.sold', attributes: { kind: 'rye' }, value: 3 },
      { name: 'loaves.sold', attributes: { kind: 'wheat' }, value: 2 },
      { name: 'oven.temperature', unit: 'Cel', value: 231.5 },
      { name: 'baking.time', unit: 's', count: 3, sum: 7560, min: 2400, max: 2700 },
    ]);
    expect(totals.badRequests).toEqual([]);
    expect(said).toContain('delivered: 4');
  });

  it('stride-client.mjs sends events and asks for the streams', async () => {
    const { endpoints, totals } = await opened(createStrideReceiver());
    const said = await runExample('stride-client.mjs', {
      OTELWIRE_STRIDE_ENDPOINT: endpoints.http,
      OTELWIRE_STRIDE_API_KEY: 'the-key',
    });
    expect(totals.find('loaves')?.events).toEqual([
      { kind: 'rye', count: 3 },
      { kind: 'wheat', count: 2, $timestamp: expect.any(String) },
    ]);
    expect(totals.badRequests).toEqual([]);
    expect(said).toContain('delivered: 2');
    expect(said).toContain("200 [ 'loaves' ]");
  });
});

describe('the examples for Initial State', () => {
  it('initial-state.mjs makes a bucket and sends events to it', async () => {
    const { endpoints, totals } = await opened(createInitialStateReceiver());
    const said = await runExample('initial-state.mjs', {
      OTEL_EXPORTER_INITIALSTATE_ENDPOINT: endpoints.http,
      OTEL_EXPORTER_INITIALSTATE_ACCESS_KEY: 'the-key',
    });
    const bucket = totals.buckets.get('bakery')!;
    expect(bucket.bucketName).toBe('Bakery');
    expect([...bucket.series.values()].map(({ key, values }) => [key, ...values])).toEqual([
      ['loaves.sold {kind=rye}', 3],
      ['loaves.sold {kind=wheat}', 2],
      ['oven.temperature', 231.5],
    ]);
    expect(totals.badRequests).toEqual([]);
    expect(said).toContain('delivered: 3');
  });

  it('initial-state-streamer.mjs sends numbers, truths and texts', async () => {
    const { endpoints, totals } = await opened(createInitialStateReceiver());
    const said = await runExample('initial-state-streamer.mjs', {
      OTELWIRE_INITIALSTATE_ENDPOINT: endpoints.http,
      OTELWIRE_INITIALSTATE_ACCESS_KEY: 'the-key',
    });
    const { series } = totals.buckets.get('bakery')!;
    expect([...series.values()].map(({ key, values }) => [key, ...values])).toEqual([
      ['oven.temperature', 231.5, 228],
      ['door.open', true],
      ['recipe', 'more rye'],
      ['loaves_rye', 3],
      ['loaves_wheat', 2],
    ]);
    expect(totals.badRequests).toEqual([]);
    expect(said).toContain('delivered: 6');
  });
});
