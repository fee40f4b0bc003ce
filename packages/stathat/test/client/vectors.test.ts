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

interface Vector {
  readonly id: string;
  readonly call?: string;
  readonly note?: string;
  readonly do_not_reproduce?: boolean;
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query?: Readonly<Record<string, string>>;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: {
      readonly fields?: Readonly<Record<string, string>>;
      readonly json?: { readonly ezkey: string; readonly data: readonly Readonly<Record<string, unknown>>[] };
    } | null;
  };
}

function vectorsOf(file: string): readonly Vector[] {
  return JSON.parse(readFileSync(new URL(`../vectors/${file}.json`, import.meta.url), 'utf8')).vectors;
}

/** `a~b,c` of a vector, as this client is told it. */
function statOf(name: string): string | [string, ...string[]] {
  const [first, parts] = name.split('~') as [string, string?];
  return parts === undefined ? name : [first, ...parts.split(',')];
}

/** What the call of a vector says, read from what it sends. */
function meaningOf({ query, body }: Vector['request']) {
  const { vb: _, ...fields } = { ...query, ...body?.fields };
  const kind = 'count' in fields ? 'count' : 'value';
  return { fields, kind, number: Number(fields[kind]), timestamp: fields.t && Number(fields.t) } as {
    fields: Record<string, string>;
    kind: 'count' | 'value';
    number: number;
    timestamp: number | undefined;
  };
}

/** The same fields, numbers as numbers: others write `1e+06`. */
function withNumbers({ count, value, ...fields }: Record<string, string>) {
  return { ...fields, ...(count && { count: Number(count) }), ...(value && { value: Number(value) }) };
}

const forms = vectorsOf('stathat-form');

describe('an awaited call sends what other clients send', () => {
  const sound = forms.filter(({ do_not_reproduce }) => do_not_reproduce !== true);

  test.each(sound)('$id: $call', async ({ request }) => {
    const { fields, kind, number, timestamp } = meaningOf(request);
    const stathat = await server();
    const options = { endpoint: origin(stathat) };
    if (fields.ezkey !== undefined) {
      await using client = new StatHatEzClient({ ...options, ezKey: fields.ezkey });
      await client.sendNow[kind](statOf(fields.stat!), number, { timestamp });
    } else {
      await using client = new StatHatClassicClient({ ...options, userKey: fields.ukey! });
      await client.sendNow[kind](fields.key!, number, { timestamp });
    }
    expect(stathat.requests).toHaveLength(1);
    const sent = stathat.requests[0]!;
    expect([sent.method, sent.path]).toEqual(['POST', request.path]);
    expect(sent.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(withNumbers(fieldsOf(sent))).toEqual(withNumbers(fields));
  });

  test('but what npm stathat cuts off and does not encode is whole', async () => {
    const stathat = await server();
    await ezCount('k', 'a&b=c é', 1, { endpoint: origin(stathat) });
    expect(stathat.bodies).toEqual(['ezkey=k&stat=a%26b%3Dc+%C3%A9&count=1']);
    const broken = forms.filter(({ do_not_reproduce }) => do_not_reproduce === true);
    expect(broken.map(({ note }) => note)).toEqual([expect.stringContaining(stathat.bodies[0]!)]);
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
    const { fields, number } = meaningOf(request);
    const name = /^\w+/.exec(call!)![0] as keyof typeof shortcuts;
    const stathat = await server();
    const stat = fields.stat === undefined ? fields.key! : statOf(fields.stat);
    const key = fields.ezkey ?? fields.ukey!;
    expect(await shortcuts[name](key, stat as string, number, { endpoint: origin(stathat) })).toBe(true);
    expect(fieldsOf(stathat.requests[0]!)).toEqual(fields);
    expect(stathat.requests[0]!.path).toBe(request.path);
  });
});

describe('points in the background carry what other clients send as JSON', () => {
  test.each(vectorsOf('stathat-ez-json'))('$id', async ({ request }) => {
    const { ezkey, data } = request.body!.json!;
    const stathat = await server();
    const now = 1_800_000_000;
    const clock = { ...systemClock, now: () => now * 1000 };
    const client = ezClient(stathat, { ezKey: ezkey, clock });
    for (const { stat, count, value, t } of data) {
      const options = t == null ? undefined : { timestamp: t as number };
      if (count !== undefined) client.count(statOf(stat as string), count as number, options);
      else client.value(statOf(stat as string), value as number, options);
    }
    await client.flush();
    const bodies = stathat.bodies.map((body) => JSON.parse(body));
    for (const [index, body] of bodies.entries()) {
      expect(Object.keys(body)).toEqual(['ezkey', 'data']);
      expect(body.ezkey).toBe(ezkey);
      expect([stathat.requests[index]!.method, stathat.requests[index]!.path]).toEqual(['POST', '/ez']);
    }
    const wanted = data.map((item) => ({ ...item, t: item.t ?? now }));
    const inKinds = [
      ...wanted.filter((item) => 'count' in item),
      ...wanted.filter((item) => 'value' in item),
    ];
    const sent = bodies.flatMap((body) => body.data);
    expect([...sent.filter((item) => 'count' in item), ...sent.filter((item) => 'value' in item)]).toEqual(
      inKinds,
    );
  });
});
