import { describe, expect, test } from 'vitest';
import { dogstatsdLines, statsdLines } from './lines.ts';

const tags = { route: '/users', status: 200, cached: false };

describe('tags of a call', () => {
  test('are an object or a list', async () => {
    const lines = await dogstatsdLines({}, (client) => {
      client.increment('hits', 1, { tags });
      client.increment('hits', 1, { tags: ['route:/users', 'canary', 'time:12:30'] });
    });
    expect(lines).toEqual([
      'hits:1|c|#route:/users,status:200,cached:false',
      'hits:1|c|#route:/users,canary,time:12:30',
    ]);
  });

  test('stay in their order behind the global ones, and take the place of those with their key', async () => {
    const lines = await dogstatsdLines({ globalTags: { zone: 'b', app: 'shop' } }, (client) => {
      client.increment('hits', 1, { tags: { z: 1, a: 2 } });
      client.increment('hits', 1, { tags: ['zone:c'] });
    });
    expect(lines).toEqual(['hits:1|c|#zone:b,app:shop,z:1,a:2', 'hits:1|c|#app:shop,zone:c']);
  });

  test('may have one key several times in a list', async () => {
    const lines = await dogstatsdLines({}, (client) =>
      client.increment('hits', 1, { tags: ['role:a', 'role:b'] }),
    );
    expect(lines).toEqual(['hits:1|c|#role:a,role:b']);
  });

  test('without a value are left out, and empty ones are bare', async () => {
    const lines = await dogstatsdLines({ globalTags: { beta: '' } }, (client) => {
      client.increment('hits', 1, { tags: { a: undefined, b: null, c: '' } });
      client.increment('hits', 1, { tags: [] });
    });
    expect(lines).toEqual(['hits:1|c|#beta,c', 'hits:1|c|#beta']);
  });

  test('may change between calls, in the same object', async () => {
    const changing: Record<string, string> = { a: '1' };
    const lines = await dogstatsdLines({}, (client) => {
      client.increment('hits', 1, { tags: changing });
      changing.a = '2';
      client.increment('hits', 1, { tags: changing });
      changing.b = '3';
      client.increment('hits', 1, { tags: changing });
    });
    expect(lines).toEqual(['hits:1|c|#a:1', 'hits:1|c|#a:2', 'hits:1|c|#a:2,b:3']);
  });

  test("cannot be those that the Agent takes for the origin's", async () => {
    const lines = await dogstatsdLines({ entityId: 'pod-1' }, (client) => {
      client.increment('hits', 1, { tags: { 'dd.internal.entity_id': 'pod-2' } });
    });
    expect(lines).toEqual(['hits:1|c|#dd.internal.entity_id:pod-1,dd_internal_entity_id:pod-2']);
  });
});

describe('tags in other dialects', () => {
  test.each([
    ['plain', 'hits.cached.false.route._users.status.200:1|c'],
    ['influxdb', 'hits,cached=false,route=/users,status=200:1|c'],
    ['librato', 'hits#cached=false,route=/users,status=200:1|c'],
    ['signalfx', 'hits[cached=false,route=/users,status=200]:1|c'],
    ['graphite', 'hits;cached=false;route=_users;status=200:1|c'],
    ['dogstatsd', 'hits:1|c|#route:/users,status:200,cached:false'],
  ] as const)('of %s', async (dialect, line) => {
    expect(await statsdLines({ dialect }, (client) => client.increment('hits', 1, { tags }))).toEqual([line]);
  });
});

describe('what the Datadog Agent is told of the origin', () => {
  test('stands at the end of each record', async () => {
    const origin = {
      originDetection: true,
      containerId: 'abc',
      externalData: 'it-false',
      cardinality: 'low',
    } as const;
    const lines = await dogstatsdLines(origin, (client) => {
      client.increment('hits');
      client.event({ title: 'a', text: 'b' });
      client.serviceCheck({ name: 'db', status: 0, message: 'm' });
    });
    expect(lines).toEqual([
      'hits:1|c|c:abc|e:it-false|card:low',
      '_e{1,1}:a|b|c:abc|e:it-false|card:low',
      '_sc|db|0|m:m|c:abc|e:it-false|card:low',
    ]);
  });

  test('has the tags of unified service tagging, which global tags replace', async () => {
    const options = { env: 'prod', service: 'shop', version: '1.2', globalTags: { service: 'cart' } };
    expect(await dogstatsdLines(options, (client) => client.increment('hits'))).toEqual([
      'hits:1|c|#env:prod,version:1.2,service:cart',
    ]);
  });
});

test('ten thousand different tags and names are forgotten, and rendered anew', async () => {
  const lines = await dogstatsdLines({}, async (client) => {
    for (let i = 0; i < 25_000; i += 1) client.increment(`n${i % 12_000}`, 1, { tags: { id: i % 12_000 } });
    await client.flush();
  });
  expect(lines).toHaveLength(25_000);
  expect(lines.at(-1)).toBe('n999:1|c|#id:999');
});
