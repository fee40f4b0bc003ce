import { expect, it } from 'vitest';
import { collectionOf } from '../../../core/test/otel/collection.ts';
import { recordingLogger } from '../../../core/test/otel/recording-logger.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import { eventsOf, wireStride } from './wired.ts';

it('keeps what differs in the types of its attributes apart', async () => {
  const wired = wireStride();
  const counter = wired.meter.createCounter('orders');
  const values = [1, '1', true, 'true', [1], ['1'], '[1]'];
  for (const [i, value] of values.entries()) counter.add(i + 1, { a: value as string });
  const events = await wired.events();
  expect(events.map(({ attributes, value }) => [(attributes as { a: unknown }).a, value])).toEqual(
    values.map((value, i) => [value, i + 1]),
  );
  expect(new Set(events.map(({ $id }) => $id)).size).toBe(values.length);
});

it('merges points of which JSON cannot say what tells them apart', async () => {
  const { exporter, transport } = wireStride();
  const bytes = Uint8Array.of(1, 2);
  const alike = [Number.NaN, 'NaN', bytes, 'AQI=', 12n, '12', undefined, () => {}];
  const points = alike.map((a) => ({ value: 1, attributes: { a } }));
  await exportOf(exporter, collectionOf([{ name: 'orders', kind: 'counter', points }]));
  expect(eventsOf(transport).map(({ attributes, value }) => [attributes, value])).toEqual([
    [{ a: 'NaN' }, 2],
    [{ a: 'AQI=' }, 2],
    [{ a: '12' }, 2],
    [{}, 2],
  ]);
  expect(exporter.accounting).toMatchObject({ accepted: 8, delivered: 8 });
});

it('sends the nested values of newer SDKs as they are', async () => {
  const { exporter, transport } = wireStride();
  const nested = { user: { ids: [1, '2', null, Number.NaN], key: Buffer.of(255), none: null } };
  const points = [
    { value: 1, attributes: { nested, none: null } },
    { value: 2, attributes: {} },
  ];
  await exportOf(exporter, collectionOf([{ name: 'orders', kind: 'counter', points }]));
  const user = { ids: [1, '2', null, 'NaN'], key: '/w==', none: null };
  expect(eventsOf(transport).map(({ attributes, value }) => [attributes, value])).toEqual([
    [{ nested: { user }, none: null }, 1],
    [{}, 2],
  ]);
});

it('says so where attributes become one column', async () => {
  const { logger, messages } = recordingLogger();
  const wired = wireStride({ flatten: true, logger });
  const counter = wired.meter.createCounter('orders');
  counter.add(1, { 'a.b': 1 });
  counter.add(2, { a_b: 1 });
  expect((await wired.events()).map(({ attr_a_b, value }) => [attr_a_b, value])).toEqual([[1, 3]]);
  expect(messages).toEqual([expect.stringMatching(/"a\.b".*"a_b".*their points are merged/)]);
});
