import { readFileSync } from 'node:fs';
import { systemClock } from '@otelwire/core';
import { describe, expect, test } from 'vitest';
import {
  classicCount,
  classicValue,
  ezCount,
  ezValue,
  StatHatClassicClient,
  StatHatEzClient,
} from '../../src/client/index.ts';
import { ezClient, fieldsOf, origin, server } from './server.ts';

type Fields = Readonly<Record<string, string>>;
type Item = Readonly<Record<string, unknown>>;

interface Vector {
  readonly id: string;
  readonly call?: string;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query?: Fields;
    readonly body: {
      readonly fields?: Fields;
      readonly json?: { readonly ezkey: string; readonly data: readonly Item[] };
    } | null;
  };
}

function vectorsOf(file: string): readonly Vector[] {
  return JSON.parse(readFileSync(new URL(`../vectors/${file}.json`, import.meta.url), 'utf8')).vectors;
}

const inQuery = 'servers and proxies write queries into their logs, and keys with them';

/** Where a form differs from that of a vector which means the same, by the id of the vector. */
const otherForms: Readonly<Record<string, { readonly because: string; readonly fields: Fields }>> = {
  'npm-stathat-9': {
    because: 'npm stathat encodes no name, and cuts off the last byte',
    fields: { ezkey: 'k', stat: 'a&b=c é', count: '1' },
  },
  'go-stathat-12': {
    because: 'Go writes 1e+06; a decimal is read by every server',
    fields: { key: 'k', ukey: 'u', count: '1000000' },
  },
  'ruby-get-1': {
    because: inQuery,
    fields: { stat: 'test ez value stat', ezkey: 'test@stathat.com', value: '0.92' },
  },
  'go-gentleman-1': { because: inQuery, fields: { ezkey: 'k', stat: 'n', t: '1700000000', count: '3' } },
  'csharp-1': {
    because: 'vb=1 asks for the body that success had before 2017; both are understood',
    fields: { ezkey: 'you@example.com', stat: 'dollars earned', count: '9.95' },
  },
};

/** `a~b,c` of a vector, as this client is told it. */
function statOf(name: string): string | [string, ...string[]] {
  const [first, parts] = name.split('~') as [string, string?];
  return parts === undefined ? name : [first, ...parts.split(',')];
}

/** The call that a form stands for. */
function callOf(fields: Fields) {
  const kind = 'count' in fields ? 'count' : 'value';
  const timestamp = fields.t === undefined ? undefined : Number(fields.t);
  return { kind, number: Number(fields[kind]), timestamp } as const;
}

const forms = vectorsOf('stathat-form');

describe('an awaited call sends what other clients send', () => {
  test.each(forms)('$id: $call', async ({ id, request }) => {
    const theirs = { ...request.query, ...request.body?.fields };
    const fields = otherForms[id]?.fields ?? theirs;
    const { kind, number, timestamp } = callOf(fields);
    const stathat = await server();
    const options = { endpoint: origin(stathat) };
    if (fields.ezkey !== undefined) {
      await using client = new StatHatEzClient({ ...options, ezKey: fields.ezkey });
      await client.sendNow[kind](statOf(fields.stat!), number, { timestamp });
    } else {
      await using client = new StatHatClassicClient({ ...options, userKey: fields.ukey! });
      await client.sendNow[kind](fields.key!, number, { timestamp });
    }
    expect(stathat.requests.map(({ method, path }) => [method, path])).toEqual([['POST', request.path]]);
    expect(stathat.requests[0]!.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(fieldsOf(stathat.requests[0]!)).toEqual(fields);
    const isSame = request.query === undefined && JSON.stringify(theirs) === JSON.stringify(fields);
    expect(isSame).toBe(!(id in otherForms));
  });

  test('no difference is listed of a vector that is not there', () => {
    const ids = forms.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(Object.keys(otherForms)));
    expect(new Set(ids).size).toBe(41);
  });
});

describe('the shortcuts send what those of python-stathat send', () => {
  const shortcuts = {
    ez_count: ezCount,
    ez_value: ezValue,
    classic_count: classicCount,
    classic_value: classicValue,
  };
  const vectors = forms.filter(({ call }) => call !== undefined && /^(ez|classic)_/.test(call));

  test('there are some of each', () => {
    expect(vectors.length).toBeGreaterThan(5);
  });

  test.each(vectors)('$id: $call', async ({ call, request }) => {
    const fields = request.body!.fields!;
    const name = /^\w+/.exec(call!)![0] as keyof typeof shortcuts;
    const stathat = await server();
    const stat = fields.stat === undefined ? fields.key! : statOf(fields.stat);
    const key = fields.ezkey ?? fields.ukey!;
    const options = { endpoint: origin(stathat) };
    expect(await shortcuts[name](key, stat as string, callOf(fields).number, options)).toBe(true);
    expect(fieldsOf(stathat.requests[0]!)).toEqual(fields);
    expect(stathat.requests[0]!.path).toBe(request.path);
  });
});

const NOW = 1_800_000_000;
const timed = 'each point carries the second of its call, so that it counts there when it arrives late';
const apart = 'counts and values go in requests of their own, since counts must not be sent twice';

/** Where bulk JSON differs: the items of each request. */
const otherBulks: Readonly<Record<string, { readonly because: string; readonly data: readonly Item[][] }>> = {
  'blog-2013-example': {
    because: `${apart}; ${timed}`,
    data: [
      [
        { stat: 'page view', count: 2, t: NOW },
        { stat: 'messages sent~total,female,europe', count: 1, t: NOW },
      ],
      [
        { stat: 'request time~total,messages', value: 23.094, t: NOW },
        { stat: 'ws0: load average', value: 0.732, t: 1_363_118_126 },
      ],
    ],
  },
  'stathat-json-gem': { because: timed, data: [[{ stat: 'stat', count: 1, t: NOW }]] },
  'stathat-json-null-t': { because: timed, data: [[{ stat: 'count_stat', count: 2, t: NOW }]] },
  'emmaly-batch': {
    because: `${apart}; ${timed}`,
    data: [[{ stat: 'hits', count: 10, t: NOW }], [{ stat: 'latency', value: 42.5, t: NOW }]],
  },
};

describe('points in the background carry what other clients send as JSON', () => {
  const bulks = vectorsOf('stathat-ez-json');

  test.each(bulks)('$id', async ({ id, request }) => {
    const { ezkey, data } = request.body!.json!;
    const stathat = await server();
    const client = ezClient(stathat, { ezKey: ezkey, clock: { ...systemClock, now: () => NOW * 1000 } });
    for (const { stat, count, value, t } of data) {
      const options = t == null ? undefined : { timestamp: t as number };
      if (count !== undefined) client.count(statOf(stat as string), count as number, options);
      else client.value(statOf(stat as string), value as number, options);
    }
    await client.flush();
    for (const { headers, method, path } of stathat.requests) {
      expect([method, path, headers['content-type']]).toEqual([
        request.method,
        request.path,
        'application/json',
      ]);
    }
    const wanted = (otherBulks[id]?.data ?? [data]).map((items) => ({ ezkey, data: items }));
    // both kinds are on their way at once
    const sent = stathat.bodies.map((body) => JSON.parse(body)).sort((a) => ('count' in a.data[0] ? -1 : 1));
    expect(sent).toEqual(wanted);
    expect(JSON.stringify(wanted) === JSON.stringify([{ ezkey, data }])).toBe(!(id in otherBulks));
  });

  test('no difference is listed of a vector that is not there', () => {
    const ids = bulks.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(Object.keys(otherBulks)));
    expect(new Set(ids).size).toBe(6);
  });
});

test('EzStat gets the form that it documents', async () => {
  const [vector] = vectorsOf('ezstat') as unknown as [{ request: { path: string; body: string } }];
  const stathat = await server();
  const client = ezClient(stathat, { dialect: 'ezstat', ezKey: 'KEY' });
  await client.sendNow.count('http.server.requests', 3, { timestamp: 1_795_262_400 });
  client.count('http.server.requests', 3, { timestamp: 1_795_262_400 });
  await client.flush();
  const { body, path } = vector.request;
  expect(stathat.requests.map((request) => [request.path, request.body.toString()])).toEqual([
    [path, body],
    [path, body],
  ]);
});
