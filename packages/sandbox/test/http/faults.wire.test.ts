import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { HttpFault } from '../../src/listen/forced-answers.ts';
import { testCertificate } from '../listen/certificate.ts';
import { codesOf, openReceiver, postBulk, postForm } from '../stathat/open-receiver.ts';

const point = { ezkey: 'k', stat: 'a', count: '1' };

test('the next requests get the answers that were told, in order, and nothing of them is taken', async () => {
  const receiver = await openReceiver();
  receiver.faults.answerNext(2, { status: 429, retryAfterSeconds: 7 });
  receiver.faults.answerNext(1, { status: 503 });
  receiver.faults.answerNext(1, { status: 502, text: '<html>', headers: { 'content-type': 'text/html' } });
  receiver.faults.answerNext(1, { status: 200, body: { status: 500, msg: 'json too long' } });
  const answers = [];
  for (let i = 0; i < 6; i += 1) answers.push(await postForm(receiver, '/ez', point));
  expect(answers.map(({ status, headers, body }) => [status, headers['retry-after'], body])).toEqual([
    [429, '7', ''],
    [429, '7', ''],
    [503, undefined, ''],
    [502, undefined, '<html>'],
    [200, undefined, '{"status":500,"msg":"json too long"}'],
    [204, undefined, ''],
  ]);
  expect(answers[3]!.headers['content-type']).toBe('text/html');
  expect([...receiver.totals.requests.statusCounts]).toEqual([[429, 2], [503, 1], [502, 1], [200, 1], [204, 1]]); // biome-ignore format: one pair a status
  expect(receiver.totals).toMatchObject({ pointCount: 1, requestCount: 6, badRequestCount: 0 });
});

describe.each([
  ['http', undefined],
  ['https', testCertificate],
])('over %s', (_scheme, http) => {
  test.each<[HttpFault, number]>([
    ['reset-before', 0],
    ['reset-after', 1],
    ['cut-body', 1],
  ])('%s ends the connection, having taken %d points', async (fault, taken) => {
    const receiver = await openReceiver({ http });
    receiver.faults.failNext(1, fault);
    await expect(postForm(receiver, '/ez', point)).rejects.toThrow(/socket hang up|ECONNRESET|aborted/);
    expect(receiver.totals).toMatchObject({ pointCount: taken, requestCount: 1 });
    expect(receiver.totals.requests.statusCounts.size).toBe(fault === 'cut-body' ? 1 : 0);
    expect((await postForm(receiver, '/ez', point)).status).toBe(204);
  });
});

test.each<[HttpFault, number]>([
  ['hang-before', 0],
  ['hang-after', 1],
])('%s never answers, having taken %d points, and does not keep close() waiting', async (fault, taken) => {
  const receiver = await openReceiver();
  receiver.faults.failNext(1, fault);
  const answered = postForm(receiver, '/ez', point).then(
    () => 'answered',
    () => 'ended',
  );
  await receiver.waitFor(({ requestCount }) => requestCount === 1);
  expect(receiver.totals.pointCount).toBe(taken);
  await receiver.close();
  expect(await answered).toBe('ended');
});

test('html is a page with status 200, and nothing was taken', async () => {
  const receiver = await openReceiver();
  receiver.faults.failNext(1, 'html');
  const { status, headers, body } = await postForm(receiver, '/ez', point);
  expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  expect([body.slice(0, 15), receiver.totals.pointCount]).toEqual(['<!DOCTYPE html>', 0]);
});

test('truncated JSON is no JSON, and the points were taken', async () => {
  const receiver = await openReceiver();
  receiver.faults.failNext(2, 'truncated-json');
  const answers = [
    await postForm(receiver, '/ez', point),
    await postBulk(receiver, [{ stat: 'a', count: 1 }]),
  ];
  for (const { status, body } of answers) {
    expect([status, body[0]]).toEqual([200, '{']);
    expect(() => JSON.parse(body)).toThrow(SyntaxError);
  }
  expect(receiver.totals.find('a')?.count).toBe(2);
});

test('a slow body comes long after its headers, and says what it would have said', async () => {
  const receiver = await openReceiver();
  receiver.faults.failNext(1, 'slow-body', { bodyMillis: 120 });
  const arrivals: string[] = [];
  const body = await new Promise<string>((resolve, reject) => {
    const outgoing = request(`${receiver.endpoints.http}/ez`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    outgoing.on('error', reject).on('response', (response) => {
      let text = '';
      arrivals.push('headers');
      response.on('data', (chunk) => {
        text += chunk;
        arrivals.push('body');
      });
      response.on('end', () => resolve(text));
    });
    outgoing.end('{"ezkey":"k","data":[{"stat":"a","count":1}]}');
  });
  expect(arrivals.slice(0, 3)).toEqual(['headers', 'body', 'body']);
  expect(JSON.parse(body)).toEqual({ status: 200, msg: 'ok', multiple: 1 });
});

test('the last requests are kept as they came, and their bytes are counted', async () => {
  const receiver = await openReceiver({ maxKept: 2 });
  for (const stat of ['a', 'b', 'c']) await postForm(receiver, '/ez', { ezkey: 'k', stat, count: '1' });
  const { requests } = receiver.totals;
  expect(requests.kept).toMatchObject([
    { method: 'POST', path: '/ez', query: '', body: 'ezkey=k&stat=b&count=1' },
    { body: 'ezkey=k&stat=c&count=1' },
  ]);
  expect(requests.kept[0]!.headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect(requests).toMatchObject({ count: 3, byteCount: 66, connectionCount: 3 });
  expect(codesOf(receiver)).toEqual([]);
});

test('a certificate without its key is refused', async () => {
  await expect(openReceiver({ http: { cert: testCertificate.cert } })).rejects.toMatchObject({
    code: 'ERR_OTELWIRE_SANDBOX_OPTIONS',
  });
});
