import { expect, it } from 'vitest';
import type { StatHatMetricExporterOptions } from '../../src/index.ts';
import { readBody } from './read-body.ts';
import { wireStatHat } from './wired.ts';

const statKeys = { orders: 'KEY-1', temperature: 'KEY-2', 'latency count': 'KEY-3', 'latency p95': 'KEY-4' };

function wireClassic(options: StatHatMetricExporterOptions = {}) {
  const wired = wireStatHat({ userKey: 'user&key', statKeys, prefix: 'shop', ...options });
  wired.meter.createCounter('orders').add(2, { region: 'eu' });
  wired.meter.createCounter('orders').add(3, { region: 'us' });
  wired.meter.createGauge('temperature').record(21.5);
  wired.meter.createHistogram('latency').record(4);
  wired.meter.createGauge('depth').record(7);
  return wired;
}

it('metrics with keys go by these, one stat each, and all others by name', async () => {
  const wired = wireClassic();
  const lines = await wired.lines();
  expect(lines.sort()).toEqual([
    '[KEY-1]: count 5',
    '[KEY-2]: value 21.5',
    '[KEY-3]: count 1',
    '[KEY-4]: value 4',
    'shop depth: value 7',
  ]);
  const keys = wired.transport.payloads.map((payload) => readBody(payload).keys);
  expect(keys.filter(({ ukey }) => ukey === 'user&key')).toHaveLength(4);
  expect(keys.filter(({ ezkey }) => ezkey === 'ez-key')).toHaveLength(1);
  expect(wired.exporter.accounting).toEqual({ accepted: 5, delivered: 5, held: 0, inFlight: 0, dropped: {} });
});

it('without an EZ key all others are dropped and counted', async () => {
  const wired = wireClassic({ ezKey: undefined });
  expect(await wired.lines()).toHaveLength(4);
  expect(wired.exporter.accounting).toEqual({
    accepted: 5,
    delivered: 4,
    held: 0,
    inFlight: 0,
    dropped: { no_stat_key: 1 },
  });
});

it('a transport of the application is closed once, after both', async () => {
  const wired = wireClassic();
  wired.transport.failNext();
  wired.transport.failNext();
  await wired.export();
  await wired.exporter.shutdown();
  expect(wired.transport.isClosed).toBe(true);
  expect(wired.exporter.accounting).toMatchObject({ delivered: 5, dropped: {} });
});

it('the callback is called once, with the failure of one part', async () => {
  const wired = wireClassic({ maxBacklogBytes: 0 });
  wired.transport.failNext();
  const result = await wired.export();
  expect(result.code).toBe(1);
  expect(result.error?.message).toContain('data points dropped');
});
