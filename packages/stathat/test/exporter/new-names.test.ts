import { expect, it } from 'vitest';
import { recordingLogger } from '../../../core/test/otel/recording-logger.ts';
import { wireStatHat } from './wired.ts';

function wireWith(maxNewNames: number | undefined) {
  const { logger, messages } = recordingLogger();
  const attributes = { include: ['i'] };
  const wired = wireStatHat({ maxNewNames, logger, attributes, percentiles: [] });
  return { wired, messages, orders: wired.meter.createCounter('orders') };
}

it('no more than 200 names are sent, unless more are asked for', async () => {
  for (const [maxNewNames, names] of [
    [undefined, 200],
    [250, 250],
  ] as const) {
    const { orders, wired } = wireWith(maxNewNames);
    for (let i = 0; i < 300; i += 1) orders.add(1, { i });
    expect(await wired.items()).toHaveLength(names);
    expect(wired.exporter.accounting).toMatchObject({
      accepted: 300,
      delivered: names,
      dropped: { new_name_limit: 300 - names },
    });
  }
});

it('one warning names the first that are cut, those that were sent go on, and the export succeeds', async () => {
  const { messages, orders, wired } = wireWith(2);
  for (let i = 0; i < 9; i += 1) orders.add(1, { i });
  expect(await wired.export()).toEqual({ code: 0 });
  for (let i = 0; i < 20; i += 1) orders.add(1, { i });
  expect(await wired.lines()).toEqual(['orders i=0: count 1', 'orders i=1: count 1']);
  expect(messages).toEqual([
    'warn: data points are dropped (new_name_limit); further ones for this reason are only counted',
    'warn: "orders i=2", "orders i=3", "orders i=4", "orders i=5", "orders i=6" and others would be more stats than maxNewNames (2) allows, and are not sent',
  ]);
});

it('a histogram is sent with all its names or not at all', async () => {
  const { orders, wired } = wireWith(4);
  orders.add(1, { i: 0 });
  wired.meter.createHistogram('latency').record(1);
  wired.meter.createGauge('depth').record(1);
  expect(await wired.lines()).toEqual(['depth: value 1', 'orders i=0: count 1']);
});

it('0 sends nothing', async () => {
  const { orders, wired } = wireWith(0);
  orders.add(1);
  expect(await wired.items()).toEqual([]);
});
