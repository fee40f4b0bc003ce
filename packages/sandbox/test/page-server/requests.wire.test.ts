import { expect, test } from 'vitest';
import { json, serve } from './serve.ts';

const post = (body: unknown, headers = json) => ({ method: 'POST', headers, body: JSON.stringify(body) });

test.each([
  [{ kind: 'stall' }, { kind: 'stall' }],
  [
    { kind: 'slow', millis: 20, more: 1 },
    { kind: 'slow', millis: 20 },
  ],
  [
    { kind: 'drop', percent: 30, millis: 1 },
    { kind: 'drop', percent: 30 },
  ],
  [
    { kind: 'answer', status: 503 },
    { kind: 'answer', status: 503 },
  ],
  [null, undefined],
])('the fault %j is switched', async (asked, set) => {
  const { ask, calls } = await serve();
  expect((await ask('/api/fault', post({ backend: 'graphite', fault: asked }))).status).toBe(204);
  expect(calls).toEqual([['graphite', set]]);
});

test.each([
  [[], 'the body has to be'],
  [7, 'the body has to be'],
  [{ backend: 'graphite' }, 'fault: an object with a kind is needed'],
  [{ backend: 'graphite', fault: 'stall' }, 'fault: an object with a kind is needed'],
  [{ backend: 'otlp', fault: null }, 'backend: "otlp" is not one of statsd, graphite'],
  [{ fault: null }, 'backend: "undefined" is not one of'],
  [{ backend: '__proto__', fault: null }, 'backend: "__proto__" is not one of'],
  [{ backend: 'statsd', fault: { kind: 'stall' } }, 'fault: not here'],
])('the request %j is refused: %s', async (body, reason) => {
  const { ask, calls } = await serve();
  const answer = await ask('/api/fault', post(body));
  expect(answer).toMatchObject({ status: 400, headers: { 'content-type': 'text/plain; charset=utf-8' } });
  expect(answer.body).toContain(reason);
  expect(calls).toEqual([]);
});

test.each([
  ['text/plain', 415],
  ['application/x-www-form-urlencoded', 415],
  ['', 415],
  ['application/json; charset=utf-8', 204],
  ['Application/JSON', 204],
])('a body of type "%s" is answered %d', async (type, status) => {
  const { ask, calls } = await serve();
  expect((await ask('/api/reset', post({}, { 'content-type': type }))).status).toBe(status);
  expect(calls).toEqual(status === 204 ? ['reset'] : []);
});

test('a body that is no JSON, or too long, is refused', async () => {
  const { ask, calls } = await serve();
  expect(await ask('/api/reset', { method: 'POST', headers: json, body: '{' })).toMatchObject({
    status: 400,
  });
  const long = JSON.stringify('x'.repeat(10_000));
  expect(await ask('/api/reset', { method: 'POST', headers: json, body: long })).toMatchObject({
    status: 413,
  });
  expect(calls).toEqual([]);
});
