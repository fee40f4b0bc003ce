import { describe, expect, test } from 'vitest';
import { answerRequest } from '../../../src/graphite/http/answer.ts';
import type { HttpAnswer } from '../../../src/listen/http-answer.ts';
import type { Reading } from '../reading.ts';
import { read } from '../reading.ts';

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const json = { 'content-type': 'application/json' };
const point = { name: 'a.b', interval: 10, value: 1.5, tags: ['host=x'], time: 1_700_000_000 };

function post(sent: Sent, strict = true, authorization?: string): Reading & { answer: HttpAnswer } {
  const { method = 'POST', path = '/graphite/metrics', headers = json, body = [point] } = sent;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  let answer: HttpAnswer | undefined;
  const reading = read(strict, (intake) => {
    answer = answerRequest(
      { method, path, query: '', headers, body: Buffer.from(text) },
      authorization,
      intake,
    );
  });
  return { ...reading, answer: answer! };
}

test('points are taken, and the answer counts them', () => {
  const body = [point, { ...point, tags: undefined, time: 1_700_000_010 }];
  const { answer, totals } = post({ body });
  expect(answer).toEqual({ status: 200, body: { Invalid: 0, Published: 2, ValidationErrors: {} } });
  expect(totals.find('a.b', { host: 'x' })).toMatchObject({ intervalSeconds: 10 });
  expect([...totals.find('a.b')!.points]).toEqual([[1_700_000_010, 1.5]]);
  expect(totals).toMatchObject({ pointCount: 2, badLineCount: 0, byteCount: JSON.stringify(body).length });
});

test('an empty list is no mistake, and paths of shared stacks are known', () => {
  expect(post({ body: [], path: '/metrics' }).answer.status).toBe(200);
});

test('tags may come in any order, for Grafana sorts them', () => {
  const { totals, codes } = post({ body: [{ ...point, tags: ['b=1', 'a=2'] }] });
  expect([[...totals.series.keys()], codes]).toEqual([['a.b;a=2;b=1'], []]);
});

describe('a request is refused', () => {
  test.each<[string, Sent, number, string]>([
    ['at another path', { path: '/graphite' }, 404, 'bad-request'],
    ['by another method', { method: 'PUT' }, 405, 'bad-request'],
    ['without a content type', { headers: {} }, 400, 'bad-request'],
    [
      'with a charset, which Grafana does not expect',
      { headers: { 'content-type': 'application/json; charset=utf-8' } },
      400,
      'bad-request',
    ],
    ['with an encoded body', { headers: { ...json, 'content-encoding': 'gzip' } }, 400, 'bad-request'],
    ['without JSON', { body: '[' }, 400, 'bad-json'],
    ['without a list', { body: point }, 400, 'bad-json'],
  ])('%s', (_name, sent, status, code) => {
    const { answer, points, codes, totals } = post(sent);
    expect(answer).toMatchObject({ status, body: expect.stringMatching(/\w/) });
    expect([points, codes, totals.badLineCount]).toEqual([[], [code], 1]);
  });

  test('without the Authorization that is expected', () => {
    expect(post({}, true, 'Bearer 1:secret')).toMatchObject({
      answer: { status: 401 },
      codes: ['unauthorized'],
    });
    const wrong = { ...json, authorization: 'Bearer 1:guess' };
    expect(post({ headers: wrong }, true, 'Bearer 1:secret').answer.status).toBe(401);
    const right = { ...json, authorization: 'Bearer 1:secret' };
    expect(post({ headers: right }, true, 'Bearer 1:secret').answer.status).toBe(200);
  });
});

describe('a point is refused', () => {
  test.each<[string, unknown, string[]]>([
    ['that is no object', 5, ['bad-json']],
    ['without a name', { ...point, name: undefined }, ['empty-name']],
    ['with an empty name', { ...point, name: '' }, ['empty-name']],
    ['with tags in its name', { ...point, name: 'a;b=c' }, ['bad-tags']],
    ['with a name that no query finds', { ...point, name: 'a*' }, ['query-character']],
    ['with white space in its name', { ...point, name: 'a b' }, ['white-space']],
    ['without an interval', { ...point, interval: undefined }, ['bad-interval']],
    ['with the interval 0', { ...point, interval: 0 }, ['bad-interval']],
    ['with an interval below 0', { ...point, interval: -10 }, ['bad-interval']],
    ['with a fraction of an interval', { ...point, interval: 0.5 }, ['bad-interval']],
    ['with a text for an interval', { ...point, interval: '10' }, ['bad-interval']],
    ['without a value', { ...point, value: null }, ['bad-value']],
    ['with a text for a value', { ...point, value: '1' }, ['bad-value']],
    ['without a time', { ...point, time: undefined }, ['bad-timestamp']],
    ['with a fraction of a second', { ...point, time: 1.5 }, ['bad-timestamp']],
    ['with the time 0', { ...point, time: 0 }, ['timestamp-form']],
    ['with milliseconds', { ...point, time: 1_700_000_000_000 }, ['timestamp-not-seconds']],
    ['with tags in one text', { ...point, tags: 'a=b' }, ['bad-tags']],
    ['with tags in an object', { ...point, tags: { a: 'b' } }, ['bad-tags']],
    ['with a tag without value', { ...point, tags: ['a='] }, ['bad-tags', 'empty-tag-value']],
    ['with a bare tag', { ...point, tags: ['a'] }, ['bad-tags', 'bare-tag']],
    ['with a tag that is a pattern', { ...point, tags: ['a=~b'] }, ['bad-tags', 'tag-start']],
    ['with ; in a tag', { ...point, tags: ['a=b;c'] }, ['bad-tags', 'tag-character']],
    ['with a tag twice', { ...point, tags: ['a=b', 'a=c'] }, ['duplicate-tag']],
    ['with a tag called name', { ...point, tags: ['name=b'] }, ['reserved-tag']],
  ])('%s', (_name, item, codes) => {
    const reading = post({ body: [item] });
    expect(reading.codes).toEqual(codes);
    expect(reading.answer).toMatchObject({ status: 400, body: { Invalid: 1, Published: 0 } });
  });

  test('with a value that no double holds', () => {
    const body = JSON.stringify([point]).replace('1.5', '1e400');
    expect(post({ body })).toMatchObject({ answer: { status: 400 }, codes: ['not-finite'] });
  });
});

describe('of good and bad points', () => {
  const body = [
    point,
    { ...point, interval: 0 },
    { ...point, interval: 0, time: 10 },
    { ...point, time: 11 },
  ];

  test('strict mode takes none, and answers with the reasons', () => {
    const { answer, points, totals } = post({ body });
    expect(answer).toMatchObject({ status: 400, body: { Invalid: 2, Published: 0 } });
    const { ValidationErrors } = answer.body as { ValidationErrors: object };
    expect(Object.entries(ValidationErrors)).toEqual([
      [expect.stringMatching(/^interval is missing/), { Count: 2, ExampleIds: [1, 2] }],
    ]);
    expect([points, totals.badLineCount]).toEqual([[], 2]);
    expect(totals.badLines[0]?.line).toBe(JSON.stringify(body[1]));
  });

  test('lenient mode takes the good ones and answers 200, as Grafana does', () => {
    const { answer, points, totals } = post({ body }, false);
    expect(answer).toMatchObject({ status: 200, body: { Invalid: 2, Published: 2 } });
    expect([points.length, totals.badLineCount]).toEqual([2, 2]);
  });

  test('lenient mode takes none when a field has another type, as Grafana does', () => {
    const mixed = [point, { ...point, interval: '10' }];
    expect(post({ body: mixed }, false)).toMatchObject({
      answer: { status: 400, body: { Invalid: 1, Published: 0 } },
      points: [],
      codes: ['bad-interval'],
    });
  });

  test('no more than ten examples are named', () => {
    const { answer } = post({ body: Array(20).fill({ ...point, interval: 0 }) });
    const { ValidationErrors } = answer.body as {
      ValidationErrors: Record<string, { ExampleIds: number[] }>;
    };
    const [{ ExampleIds } = { ExampleIds: [] }] = Object.values(ValidationErrors);
    expect(ExampleIds).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});
