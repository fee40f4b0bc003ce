import { ProtobufMetricsSerializer } from '@opentelemetry/otlp-transformer';
import { describe, expect, test } from 'vitest';
import { openReceiver, postJson, postProtobuf, requestOf, sumOf } from './open-receiver.ts';
import { deltaSum, fromSdk } from './sdk-metrics.ts';

const bytes = ProtobufMetricsSerializer.serializeRequest(fromSdk(deltaSum('orders', 3)))!;

describe('a kept request', () => {
  test.each([false, true])('of protobuf is JSON that says the same, with gzip: %s', async (isZipped) => {
    const receiver = await openReceiver();
    await postProtobuf(receiver, bytes, { isZipped });
    const body = receiver.totals.requests.kept[0]!.body;
    expect(JSON.parse(body).resourceMetrics[0].scopeMetrics[0].metrics[0].name).toBe('orders');
    const again = await openReceiver();
    await postJson(again, JSON.parse(body));
    expect(again.totals.badRequests).toEqual([]);
    expect(again.totals.find('orders')?.sum).toBe(3);
  });

  test('of bytes that are no protobuf says how many there were', async () => {
    const receiver = await openReceiver();
    await postProtobuf(receiver, Buffer.from([0xff, 0xff, 0xff]));
    expect(receiver.totals.requests.kept[0]?.body).toBe('(3 bytes of protobuf)');
  });

  test('of JSON is as it came', async () => {
    const receiver = await openReceiver();
    const request = requestOf(sumOf({}));
    await postJson(receiver, request);
    expect(JSON.parse(receiver.totals.requests.kept[0]!.body)).toEqual(request);
  });
});
