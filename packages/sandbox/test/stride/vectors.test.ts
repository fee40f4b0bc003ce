import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { routeOf } from '../../src/stride/route.ts';
import { askVector, loadRequests } from '../http/vector.ts';
import { codesOf, openReceiver, send, subscribe } from './open-receiver.ts';

const query = { query: 'SELECT 1' };

/** What has to be there before a client can ask so. */
const before: Readonly<Record<string, string>> = {
  myanalyze: 'POST /analyze/myanalyze',
  q: 'POST /analyze/q',
  abc: 'POST /analyze/abc',
  p: 'POST /process/p',
  p1: 'POST /process/p1',
  s: 'POST /collect/s',
  commits: 'POST /collect/commits',
};

const statuses: Readonly<Record<string, number>> = { 'pystride-4': 201, 'pystride-10': 404 };

const vectors = loadRequests('stride-requests');
const endless = vectors.filter(({ request }) => request.path.endsWith('/subscribe'));
const finite = vectors.filter((vector) => !endless.includes(vector));

describe('a request of', () => {
  test.each(finite.map((vector) => [vector.id, vector] as const))('%s', async (id, vector) => {
    const receiver = await openReceiver();
    const { method, path, body } = vector.request;
    const [, , area, name = ''] = path.split('/');
    const preparation = before[name];
    if (preparation !== undefined) await send(receiver, preparation, query);
    receiver.totals.requests.reset();
    const { status } = await askVector(new URL(receiver.endpoints.http).origin, vector);
    expect([status, codesOf(receiver)]).toEqual([statuses[id] ?? 200, status === 404 ? ['missing'] : []]);
    expect(receiver.totals.requests.kept[0]).toMatchObject({ method, path });
    if (area !== 'collect' || method !== 'POST') return;
    const meant = name === '' ? body!.json : { [name]: [body!.json] };
    const { streams } = receiver.totals;
    expect(Object.fromEntries([...streams].map(([stream, { events }]) => [stream, events]))).toEqual(meant);
  });
});

describe('a subscription of', () => {
  test.each(endless.map(({ id, request }) => [id, request] as const))('%s', async (_id, request) => {
    const receiver = await openReceiver();
    const [, , area, name = ''] = request.path.split('/');
    receiver.totals.createStream(name);
    await send(receiver, `POST /process/${name}`, query);
    const search = request.query === undefined ? '' : `?${new URLSearchParams(request.query)}`;
    const { statusCode } = await subscribe(receiver, `/${area}/${name}/subscribe${search}`);
    expect([statusCode, receiver.totals.subscriptionCount]).toEqual([200, 1]);
  });
});

describe('paths', () => {
  const text = readFileSync(new URL('../vectors/stride-paths.json', import.meta.url), 'utf8');
  const table = JSON.parse(text) as Record<'valid' | 'invalid', Record<string, string[]>>;
  const asks = (kind: 'valid' | 'invalid') =>
    Object.entries(table[kind]).flatMap(([method, paths]) => paths.map((path) => [method, path] as const));
  const isThere = (method: string, path: string) => {
    if (method !== 'SUBSCRIBE') return routeOf(`/v1${path}`)?.methods.includes(method) ?? false;
    return routeOf(`/v1${path}/subscribe`)?.tail === 'subscribe';
  };

  test.each(asks('valid'))('%s %s', (method, path) => {
    expect(isThere(method, path)).toBe(true);
  });

  test.each(asks('invalid'))('not %s %s', (method, path) => {
    expect(isThere(method, path)).toBe(false);
  });
});
