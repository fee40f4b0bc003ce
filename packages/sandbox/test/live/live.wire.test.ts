import { expect, test, vi } from 'vitest';
import type { BackendName } from '../../src/backend-name.ts';
import { Live } from '../../src/live/live.ts';
import type { SeriesRow } from '../../src/live/messages.ts';
import { createOtlpReceiver } from '../../src/otlp/receiver.ts';
import { openReceiver as openGraphite } from '../graphite/open-receiver.ts';
import { ask, askJson } from '../http/request.ts';
import { openReceiver as openInitialState, postEvents } from '../initial-state/open-receiver.ts';
import { connectTo, sendDatagrams } from '../listen/sender.ts';
import { openReceiver as openStatHat } from '../stathat/open-receiver.ts';
import { openReceiver as openStatsd } from '../statsd/open-receiver.ts';
import { openReceiver as openStride, send } from '../stride/open-receiver.ts';

const live = new Live();

/** What is told of the series of a backend, once there are `count`. */
async function rowsOf(backend: BackendName, count: number): Promise<readonly SeriesRow[]> {
  await vi.waitFor(() => expect(live.query({ backend }).matchCount).toBe(count), 30_000);
  return live.query({ backend }).rows;
}

function lastLine(backend: BackendName) {
  return live.query({ backend }).lines.at(-1);
}

test('lines of StatsD and of DogStatsD are told of the backend that they came to', async () => {
  const statsd = await openStatsd({ dialect: 'plain', tcp: true });
  const dogstatsd = await openStatsd();
  live.watch('statsd', statsd);
  live.watch('dogstatsd', dogstatsd);
  (await connectTo(statsd.endpoints.tcp!)).end('shop.orders:3|c\nshop.depth:5|g\nshop.depth:-2|g\n');
  await sendDatagrams(dogstatsd.endpoints.udp!, ['shop.orders:4|c|#route:/cart\n', 'shop.orders']);
  expect(await rowsOf('statsd', 2)).toMatchObject([
    { name: 'shop.depth', kind: 'level', latest: 3 },
    { name: 'shop.orders', kind: 'amount', latest: 3, tags: [] },
  ]);
  expect(await rowsOf('dogstatsd', 1)).toMatchObject([{ latest: 4, tags: [['route', '/cart']] }]);
  await vi.waitFor(() => expect(live.query({ backend: 'dogstatsd' }).badLines).toHaveLength(1), 30_000);
  expect(lastLine('dogstatsd')).toMatchObject({ text: 'shop.orders', isTaken: false });
  expect(live.query().lines).toHaveLength(5);
});

test('lines of Graphite are levels with tags', async () => {
  const receiver = await openGraphite();
  live.watch('graphite', receiver);
  const seconds = Math.floor(Date.now() / 1000);
  (await connectTo(receiver.endpoints.tcp!)).end(
    `shop.heat;room=hall 21.5 ${seconds}\nshop.heat nonsense 1\n`,
  );
  expect(await rowsOf('graphite', 1)).toMatchObject([
    { name: 'shop.heat', tags: [['room', 'hall']], kind: 'level', latest: 21.5 },
  ]);
  await vi.waitFor(() => expect(live.query({ backend: 'graphite' }).badLines).toHaveLength(1), 30_000);
  expect(live.query({ backend: 'graphite' }).badLines[0]!.defects).not.toEqual([]);
});

test('requests to StatHat are lines, without the key of the account', async () => {
  const receiver = await openStatHat();
  live.watch('stathat', receiver);
  const data = [
    { stat: 'orders', count: 2 },
    { stat: 'heat', value: 21.5 },
  ];
  await askJson(`${receiver.endpoints.http}/ez`, { ezkey: 'secret@example.com', data });
  expect(await rowsOf('stathat', 2)).toMatchObject([
    { name: 'heat', kind: 'level', latest: 21.5 },
    { name: 'orders', kind: 'amount', latest: 2 },
  ]);
  expect(lastLine('stathat')).toMatchObject({ text: expect.stringMatching(/^POST \/ez\n\{/), isTaken: true });
  await ask(`${receiver.endpoints.http}/ez?ezkey=secret@example.com&stat=orders&count=nonsense`, {
    method: 'GET',
  });
  expect(lastLine('stathat')).toMatchObject({ isTaken: false, defects: [{ level: 'error' }] });
  expect(live.query({ backend: 'stathat' }).badLines).toEqual([lastLine('stathat')]);
  expect(JSON.stringify(live.query({ backend: 'stathat' }))).not.toContain('secret');
});

test('a request that goes wrong on purpose is a line, and not taken', async () => {
  const receiver = await openStatHat();
  const own = new Live();
  own.watch('stathat', receiver);
  receiver.faults.answerNext(1, { status: 503 });
  await askJson(`${receiver.endpoints.http}/ez`, { ezkey: 'k', data: [{ stat: 'orders', count: 2 }] });
  expect(own.query()).toMatchObject({
    matchCount: 0,
    lines: [{ isTaken: false, defects: [] }],
    badLines: [],
  });
});

test('events of Stride are what they say that they are, others are levels', async () => {
  const receiver = await openStride();
  live.watch('stride', receiver);
  const event = { name: 'shop.orders', type: 'sum', temporality: 'delta', monotonic: true, service: 'shop' };
  await send(receiver, 'POST /collect/metrics', [
    { ...event, attributes: { route: '/cart' }, value: 2 },
    { ...event, attributes: { route: '/cart' }, value: 3 },
  ]);
  await send(receiver, 'POST /collect/clicks', { x: 10, y: 20, target: 'buy' });
  expect(await rowsOf('stride', 3)).toMatchObject([
    { name: 'clicks.x', kind: 'level', latest: 10 },
    { name: 'clicks.y', kind: 'level', latest: 20 },
    {
      name: 'shop.orders',
      kind: 'amount',
      latest: 5,
      tags: [
        ['route', '/cart'],
        ['service', 'shop'],
      ],
    },
  ]);
  expect(lastLine('stride')).toMatchObject({
    text: 'POST /v1/collect/clicks\n{"x":10,"y":20,"target":"buy"}',
    isTaken: true,
  });
});

test('events of Initial State are levels of their bucket, but for texts', async () => {
  const receiver = await openInitialState();
  live.watch('initialstate', receiver);
  await postEvents(receiver, [
    { key: 'heat', value: 21.5 },
    { key: 'door', value: true },
    { key: 'mood', value: ':beer:' },
  ]);
  expect(await rowsOf('initialstate', 2)).toMatchObject([
    { name: 'door', kind: 'level', latest: 1, tags: [['bucket', 'shop']] },
    { name: 'heat', kind: 'level', latest: 21.5 },
  ]);
});

test('points of OTLP are what their kind and temporality say', async () => {
  const receiver = await createOtlpReceiver();
  live.watch('otlp', receiver);
  const timeUnixNano = String(BigInt(Date.now()) * 1_000_000n);
  const dataPoints = [{ asDouble: 2, timeUnixNano, startTimeUnixNano: timeUnixNano }];
  const sum = { aggregationTemporality: 2, isMonotonic: true, dataPoints };
  const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] };
  const metrics = [
    { name: 'orders', sum },
    { name: 'orders.delta', sum: { ...sum, aggregationTemporality: 1 } },
    { name: 'depth', sum: { ...sum, isMonotonic: false } },
    { name: 'heat', gauge: { dataPoints: [{ asDouble: 21.5, timeUnixNano }] } },
  ];
  const answer = await askJson(`${receiver.endpoints.http}/v1/metrics`, {
    resourceMetrics: [{ resource, scopeMetrics: [{ scope: { name: 'test' }, metrics }] }],
  });
  await receiver.close();
  expect(answer.status).toBe(200);
  expect(await rowsOf('otlp', 4)).toMatchObject([
    { name: 'depth', kind: 'level', latest: 2, tags: [['service.name', 'shop']] },
    { name: 'heat', kind: 'level', latest: 21.5 },
    { name: 'orders', kind: 'total', latest: 2 },
    { name: 'orders.delta', kind: 'amount', latest: 2 },
  ]);
});
