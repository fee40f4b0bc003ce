import { JsonMetricsSerializer, ProtobufMetricsSerializer } from '@opentelemetry/otlp-transformer';
import { describe, expect, test } from 'vitest';
import { createOtlpReceiver } from '../../src/otlp/receiver.ts';
import { ask } from '../http/request.ts';
import { testCertificate } from '../listen/certificate.ts';
import { codesOf, openReceiver, postJson, postProtobuf, requestOf, sumOf } from './open-receiver.ts';
import { deltaSum, fromSdk } from './sdk-metrics.ts';
import { readStatus } from './status.ts';

const later = { timeUnixNano: '1700000020000000000' };
const withoutValue = { asInt: undefined };

describe('a request of which all is taken is answered with 200 and an empty response', () => {
  test('in JSON', async () => {
    const receiver = await openReceiver();
    const { status, headers, body } = await postJson(receiver, requestOf(sumOf({}, later)));
    expect([status, headers['content-type'], body]).toEqual([200, 'application/json', '{}']);
    expect([receiver.totals.pointCount, receiver.totals.badRequestCount]).toEqual([2, 0]);
  });

  test.each([false, true])('in protobuf, with gzip: %s', async (isZipped) => {
    const receiver = await openReceiver();
    const bytes = ProtobufMetricsSerializer.serializeRequest(fromSdk(deltaSum('orders', 3)))!;
    const answer = await postProtobuf(receiver, bytes, { isZipped });
    expect(answer).toEqual({ status: 200, contentType: 'application/x-protobuf', bytes: Buffer.alloc(0) });
    expect(receiver.totals.find('orders')?.sum).toBe(3);
  });

  test('when nothing is in it', async () => {
    const receiver = await openReceiver();
    expect((await postJson(receiver, {})).body).toBe('{}');
    expect((await postProtobuf(receiver, new Uint8Array())).status).toBe(200);
    expect(receiver.totals.badRequestCount).toBe(0);
  });
});

describe('a request with some bad points is answered with 200, their number and the reasons', () => {
  test('in JSON', async () => {
    const receiver = await openReceiver();
    const { status, body } = await postJson(receiver, requestOf(sumOf({}, withoutValue, later)));
    const where = 'resourceMetrics[0].scopeMetrics[0].metrics[0].sum.dataPoints[1]';
    const partialSuccess = {
      rejectedDataPoints: '1',
      errorMessage: expect.stringContaining(`${where}: neither`),
    };
    expect([status, JSON.parse(body)]).toEqual([200, { partialSuccess }]);
    expect(receiver.totals.badRequests[0]?.defects).toEqual([
      { code: 'no-value', level: 'error', message: expect.stringContaining(where), where },
    ]);
    expect([receiver.totals.pointCount, receiver.totals.refusedPointCount]).toEqual([2, 1]);
  });

  test('in protobuf, as the client of the SDK reads it', async () => {
    const receiver = await openReceiver();
    const metrics = fromSdk(deltaSum('orders', 3), deltaSum('1st', 4));
    const { bytes } = await postProtobuf(receiver, ProtobufMetricsSerializer.serializeRequest(metrics)!);
    const response = ProtobufMetricsSerializer.deserializeResponse(bytes);
    expect(response.partialSuccess).toMatchObject({ errorMessage: expect.stringContaining('"1st"') });
    expect(Number(response.partialSuccess?.rejectedDataPoints)).toBe(1);
  });

  test('all points of a metric without temporality, of a scope and of a resource that is bad', async () => {
    const receiver = await openReceiver();
    const twice = { attributes: [{ key: 'a' }, { key: 'a' }] };
    const good = { scope: {}, metrics: [sumOf({}, later)] };
    const untemporal = { ...sumOf({}, later), sum: { dataPoints: sumOf({}, later).sum.dataPoints } };
    const { body } = await postJson(receiver, {
      resourceMetrics: [
        { resource: twice, scopeMetrics: [good] },
        { scopeMetrics: [{ scope: twice, metrics: [sumOf({})] }, good, { metrics: [untemporal] }] },
      ],
    });
    const response = JsonMetricsSerializer.deserializeResponse(Buffer.from(body));
    expect(Number(response.partialSuccess?.rejectedDataPoints)).toBe(5);
    expect(receiver.totals.pointCount).toBe(2);
    const codes = codesOf(receiver).filter((code) => code !== 'bad-attribute');
    expect(codes).toEqual(['duplicate-attribute', 'duplicate-attribute', 'no-temporality']);
  });

  test('of which it tells twenty, and how many more there are', async () => {
    const receiver = await openReceiver();
    const { body } = await postJson(receiver, requestOf(sumOf(...Array(250).fill(withoutValue))));
    const { partialSuccess } = JSON.parse(body);
    expect(partialSuccess.rejectedDataPoints).toBe('250');
    expect(partialSuccess.errorMessage).toMatch(/dataPoints\[19\]: [^;]*; [^;]*; and 230 more$/);
    expect([receiver.totals.defectCounts.get('no-value'), codesOf(receiver).length]).toEqual([250, 100]);
  });
});

test('a lenient receiver warns of points that it takes, and refuses those that have an error', async () => {
  const receiver = await openReceiver({ strict: false });
  const negative = sumOf({ asInt: '-1' });
  const { body } = await postJson(receiver, requestOf(negative));
  const message = expect.stringMatching(/it cannot fall/);
  expect(JSON.parse(body).partialSuccess).toEqual({ rejectedDataPoints: '0', errorMessage: message });
  expect([receiver.totals.pointCount, receiver.totals.badRequestCount]).toEqual([1, 0]);
  expect(receiver.totals.defectCounts.get('negative-monotonic')).toBe(1);
  await postJson(receiver, requestOf(sumOf(withoutValue)));
  expect([receiver.totals.pointCount, receiver.totals.refusedPointCount]).toEqual([1, 1]);
});

test('points that are said to have no value are neither taken nor refused', async () => {
  const receiver = await openReceiver();
  const { body } = await postJson(receiver, requestOf(sumOf({ ...withoutValue, flags: 1 }, { flags: 2 })));
  const { withoutValueCount, pointCount, refusedPointCount } = receiver.totals;
  expect([body, withoutValueCount, pointCount, refusedPointCount]).toEqual(['{}', 1, 1, 0]);
});

describe('a request that cannot be read is answered with 400 and a google.rpc.Status', () => {
  const badRequest = 'type.googleapis.com/google.rpc.BadRequest';

  test('in JSON', async () => {
    const receiver = await openReceiver();
    const { status, headers, body } = await postJson(receiver, requestOf({ ...sumOf({}), name: 5 }));
    const field = 'resourceMetrics[0].scopeMetrics[0].metrics[0].name';
    const message = `${field}: "5" is not a text`;
    const fieldViolations = [{ field, description: message }];
    const details = [{ '@type': badRequest, fieldViolations }];
    expect([status, headers['content-type']]).toEqual([400, 'application/json']);
    expect(JSON.parse(body)).toEqual({ message, details });
    expect([codesOf(receiver), receiver.totals.pointCount]).toEqual([['bad-field'], 0]);
  });

  test('in protobuf', async () => {
    const receiver = await openReceiver();
    const { bytes, ...answer } = await postProtobuf(receiver, Buffer.from([10, 3, 10, 9, 0]));
    const message = expect.stringMatching(/^resourceMetrics\[0\]: this is no protobuf/);
    const details = [
      { '@type': badRequest, fieldViolations: [{ field: 'resourceMetrics[0]', description: message }] },
    ];
    expect(answer).toEqual({ status: 400, contentType: 'application/x-protobuf' });
    expect(readStatus(bytes)).toEqual({ message, details });
    expect(codesOf(receiver)).toEqual(['bad-protobuf']);
  });
});

describe('requests that are none of OTLP are refused, with a google.rpc.Status', () => {
  const json = { 'content-type': 'application/json' };

  test.each<[string, string, Parameters<typeof ask>[1], number, string]>([
    ['for another path', '/v1/traces', { headers: json, body: '{}' }, 404, 'bad-request'],
    ['below the path', '/v1/metrics/', { headers: json, body: '{}' }, 404, 'bad-request'],
    ['by another method', '/v1/metrics', { method: 'GET', headers: json }, 405, 'bad-request'],
    ['without a type', '/v1/metrics', { body: '{}' }, 415, 'content-type'],
    [
      'of another type',
      '/v1/metrics',
      { headers: { 'content-type': 'text/json' }, body: '{}' },
      415,
      'content-type',
    ],
    ['encoded as br', '/v1/metrics', { headers: { ...json, 'content-encoding': 'br' } }, 415, 'bad-encoding'],
    [
      'that are no gzip',
      '/v1/metrics',
      { headers: { ...json, 'content-encoding': 'gzip' }, body: '{}' },
      400,
      'bad-encoding',
    ],
  ])('%s', async (_name, path, asked, status, code) => {
    const receiver = await openReceiver();
    const answered = await ask(receiver.endpoints.http + path, asked);
    expect([answered.status, answered.headers['content-type']]).toEqual([status, 'application/json']);
    expect(JSON.parse(answered.body).message).toMatch(/\w/);
    expect([codesOf(receiver), answered.headers.allow]).toEqual([
      [code],
      status === 405 ? 'POST' : undefined,
    ]);
  });

  test('in protobuf, when they are of that type', async () => {
    const receiver = await openReceiver();
    const { bytes, ...answer } = await postProtobuf(receiver, Buffer.from('x'), { path: '/v1/logs' });
    expect(answer).toEqual({ status: 404, contentType: 'application/x-protobuf' });
    expect(readStatus(bytes)).toEqual({ message: expect.stringContaining('/v1/logs') });
  });

  test('whose body is too long, before or after gunzip: 413', async () => {
    const receiver = await openReceiver({ maxBodyBytes: 1000 });
    expect((await postProtobuf(receiver, new Uint8Array(1001))).status).toBe(413);
    expect((await postProtobuf(receiver, new Uint8Array(1001), { isZipped: true })).status).toBe(413);
    expect((await postProtobuf(receiver, new Uint8Array(1000))).status).toBe(400);
    expect(codesOf(receiver)).toEqual(['body-too-large', 'body-too-large', 'bad-protobuf']);
  });
});

test('parameters of the content type do not matter', async () => {
  const receiver = await openReceiver();
  const headers = { 'content-type': 'Application/JSON; charset=utf-8' };
  const body = JSON.stringify(requestOf(sumOf({})));
  expect((await ask(`${receiver.endpoints.http}/v1/metrics`, { headers, body })).status).toBe(200);
  expect(receiver.totals.pointCount).toBe(1);
});

test('points are told as they come, and can be waited for, over HTTPS too', async () => {
  const receiver = await createOtlpReceiver({ http: testCertificate });
  const told: unknown[] = [];
  const stop = receiver.on('record', ({ name, tags }) => told.push([name, tags]));
  const waiting = receiver.waitFor((totals) => totals.find('orders')?.sum === 2);
  await postJson(receiver, requestOf(sumOf({ asInt: 2 })));
  await waiting;
  stop();
  await postJson(receiver, requestOf(sumOf(later)));
  await receiver.close();
  expect(receiver.endpoints.http).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  expect(told).toEqual([['orders', []]]);
});

test('an answer that is forced takes nothing', async () => {
  const receiver = await openReceiver();
  receiver.faults.answerNext(1, { status: 503, retryAfterSeconds: 1 });
  expect((await postJson(receiver, requestOf(sumOf({})))).status).toBe(503);
  expect((await postJson(receiver, requestOf(sumOf({})))).status).toBe(200);
  expect(receiver.totals.pointCount).toBe(1);
});
