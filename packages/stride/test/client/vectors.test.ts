import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isPathFor, type Verb } from '../../src/client/path-check.ts';
import { clientOf, collectorOf, receiver } from './server.ts';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}.json`, import.meta.url), 'utf8'));
const paths = read('stride-paths') as Record<'valid' | 'invalid', Record<Verb, string[]>>;
const rowsOf = (kind: 'valid' | 'invalid') =>
  Object.entries(paths[kind]).flatMap(([verb, all]) => all.map((path) => [verb as Verb, path] as const));

test.each(rowsOf('valid'))('%s %s is a path', (verb, path) => {
  expect(isPathFor(verb, path)).toBe(true);
});

test.each(rowsOf('invalid'))('%s %s is none', (verb, path) => {
  expect(isPathFor(verb, path)).toBe(false);
});

interface Request {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: { readonly json: unknown } | null;
}
interface Vector {
  readonly id: string;
  readonly call: string;
  readonly request: Request;
  readonly do_not_reproduce?: boolean;
}
const vectors = (read('stride-requests').vectors as Vector[]).filter((vector) => !vector.do_not_reproduce);
const keyOf = ({ headers }: Request) =>
  Buffer.from(headers.authorization!.slice('Basic '.length), 'base64').toString().slice(0, -1);

describe('requests of the reference clients', () => {
  test.each(vectors.filter(({ id }) => id !== 'gostride-collector'))(
    '$id: $call',
    async ({ call, request }) => {
      const stride = await receiver();
      const client = clientOf(stride, { apiKey: keyOf(request) });
      const [, method, path] = /^(\w+)\('([^']+)'/.exec(call) as unknown as [string, string, string];
      if (method === 'subscribe') {
        const sample = request.query === undefined ? undefined : Number(request.query.sample);
        await client
          .subscribe(path, { sample })
          .next()
          .catch(() => {});
      } else {
        const json = call.includes('{}') ? {} : request.body?.json;
        await client[method as 'post'](path, json);
      }
      expectSame(stride, request);
    },
  );

  test('gostride-collector: many streams in one request, as soon as there are enough events', async () => {
    const { request } = vectors.find(({ id }) => id === 'gostride-collector')!;
    const stride = await receiver();
    const collector = collectorOf(stride, {
      apiKey: keyOf(request),
      batchSize: 10,
      flushIntervalMillis: 60_000,
    });
    const event = { name: 'BoJack Horseman', location: 'The Internets' };
    for (let n = 0; n < 10; n += 1) collector.collect(`s${n % 2}`, event);
    await stride.waitFor(({ eventCount }) => eventCount === 10);
    expectSame(stride, request);
  });
});

function expectSame({ totals }: Awaited<ReturnType<typeof receiver>>, request: Request): void {
  expect(totals.requests.count).toBe(1);
  const [got] = totals.requests.kept;
  // Theirs is in gzip however short it is.
  const { 'content-encoding': _, 'user-agent': __, ...headers } = request.headers;
  expect(got!.headers).not.toHaveProperty('content-encoding');
  expect(got).toMatchObject({ method: request.method, path: request.path, headers });
  expect(Object.fromEntries(new URLSearchParams(got!.query))).toEqual(request.query ?? {});
  expect(got!.body === '' ? null : { json: JSON.parse(got!.body) }).toEqual(
    request.body && { json: request.body.json },
  );
}

interface Case {
  readonly status: number;
  readonly body?: string;
  readonly pystride?: string;
}
const data: Readonly<Record<string, unknown>> = {
  '': null,
  '["clicks","app_events"]': ['clicks', 'app_events'],
  '{"name":"p1"}': { name: 'p1' },
  '{not valid json': { error: 'response contained malformed json' },
  '{"message":"bad request"}': { message: 'bad request' },
};

test.each(read('stride-responses').cases as Case[])(
  'an answer $status $body is a response, not an error',
  async ({ status, body = '' }) => {
    const stride = await receiver();
    stride.faults.answerNext(1, { status, text: body });
    expect(await clientOf(stride).get('/collect')).toEqual({ statusCode: status, data: data[body] });
    expect(stride.totals.requests.count).toBe(1);
  },
);
