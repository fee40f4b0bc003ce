import { afterEach, describe, expect, it } from 'vitest';
import { timeLapse } from '../../../core/test/http/hanging.ts';
import { afterwards, cleanUp } from '../../../core/test/http/http-server.ts';
import { Metrics } from '../../../core/test/otel/sdk-metrics.ts';
import { InitialStateMetricExporter, type InitialStateMetricExporterOptions } from '../../src/index.ts';
import { Account } from '../account.ts';

afterEach(cleanUp);

/** The buckets of an account after a service has exported something. */
async function bucketsOf(
  service: string | undefined,
  options: InitialStateMetricExporterOptions = {},
): Promise<Record<string, string>> {
  const account = await Account.open();
  const { accessKey, endpoint } = account;
  const exporter = new InitialStateMetricExporter({ accessKey, endpoint, ...options });
  afterwards(() => exporter.shutdown());
  const metrics = new Metrics(exporter, {
    resource: service === undefined ? {} : { 'service.name': service },
  });
  metrics.meter.createCounter('orders').add(3);
  expect(await metrics.export()).toEqual({ code: 0 });
  const [key] = account.buckets.keys();
  expect(account.eventsOf(key!)).toMatchObject([{ key: 'orders', value: 3 }]);
  return Object.fromEntries(account.buckets);
}

describe('the bucket', () => {
  it('is that of the service', async () => {
    expect(await bucketsOf('shop')).toEqual({ shop: 'shop' });
    const [[key, name]] = Object.entries(await bucketsOf('The shop'));
    expect(key).toMatch(/^The_shop_[0-9a-f]{8}$/);
    expect(name).toBe('The shop');
    expect(await bucketsOf(undefined)).toEqual({ unknown_service: 'unknown_service' });
  });

  it('is that of the options, in whole or in part', async () => {
    expect(await bucketsOf('shop', { bucketKey: 'k', bucketName: 'Name' })).toEqual({ k: 'Name' });
    expect(await bucketsOf('shop', { bucketKey: 'k' })).toEqual({ k: 'shop' });
    expect(await bucketsOf('shop', { bucketName: 'till' })).toEqual({ till: 'till' });
  });
});

it('nothing is asked of the server before there is something to send', async () => {
  const account = await Account.open();
  const { accessKey, endpoint } = account;
  const exporter = new InitialStateMetricExporter({ accessKey, endpoint });
  await new Metrics(exporter).export();
  await exporter.forceFlush();
  await exporter.shutdown();
  expect(account.requests).toEqual([]);
});

it('what could not be sent is sent later, with its time, in the order in which it was collected', async () => {
  const account = await Account.open();
  account.isDown = true;
  const { accessKey, endpoint } = account;
  const { clock } = await timeLapse();
  const exporter = new InitialStateMetricExporter({ accessKey, endpoint, timeoutMillis: 300, clock });
  afterwards(() => exporter.shutdown());
  const metrics = new Metrics(exporter, { resource: { 'service.name': 'shop' } });
  const orders = metrics.meter.createCounter('orders');
  for (let i = 0; i < 30; i += 1) {
    orders.add(1);
    expect(await metrics.export()).toEqual({ code: 0 });
  }
  expect(exporter.accounting.held).toBe(30);
  account.isDown = false;
  for (; exporter.accounting.delivered < 30; clock.advance(1000)) await exporter.forceFlush();
  // an answer that comes too late makes events be sent twice: the same ones
  const events = new Map(account.eventsOf('shop').map(({ epoch, value }) => [value, epoch]));
  expect([...events.keys()]).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
  const times = [...events.values()];
  expect(times).toEqual([...times].sort());
  expect(exporter.accounting).toMatchObject({ accepted: 30, delivered: 30, dropped: {} });
  // requests are scarce: what is held is sent in as few as may be
  const requests = account.paths.filter((path) => path === '/api/events');
  expect(requests.length).toBeLessThan(10);
});
