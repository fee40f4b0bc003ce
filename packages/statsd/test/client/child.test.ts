import { expect, test } from 'vitest';
import { ConfigError, DogStatsdClient } from '../../src/client/index.ts';
import { dogstatsdLines } from './lines.ts';

test('a child has a longer prefix, and tags that replace those of its parent', async () => {
  const lines = await dogstatsdLines({ prefix: 'shop', globalTags: { env: 'prod', team: 'a' } }, (client) => {
    const child = client.child({ prefix: 'cart', tags: { team: 'b', region: 'eu' } });
    const grandchild = child.child({ tags: ['region:us'] });
    client.increment('hits');
    child.increment('hits');
    grandchild.increment('hits', 1, { tags: { env: 'test' } });
  });
  expect(lines).toEqual([
    'shop.hits:1|c|#env:prod,team:a',
    'shop.cart.hits:1|c|#env:prod,team:b,region:eu',
    'shop.cart.hits:1|c|#team:b,region:us,env:test',
  ]);
});

test('a child may have a sample rate of its own', async () => {
  const lines = await dogstatsdLines({ sampleRate: 0.5, random: () => 0 }, (client) => {
    client.child({ sampleRate: 0.1 }).increment('hits');
    client.child().increment('hits');
  });
  expect(lines).toEqual(['hits:1|c|@0.1', 'hits:1|c|@0.5']);
});

test('many children share one buffer and its bound', async () => {
  const lines = await dogstatsdLines({ maxPayloadBytes: 256 }, (client) => {
    for (let i = 0; i < 100; i += 1) client.child({ tags: { i } }).increment('hits');
    expect(client.accounting.accepted).toBe(100);
  });
  expect(lines).toHaveLength(100);
});

test('closing a child sends what was written, and leaves the connection to the others', async () => {
  const lines = await dogstatsdLines({}, async (client) => {
    const child = client.child();
    child.increment('hits');
    await child.close();
    expect(client.accounting.delivered).toBe(1);
    client.increment('later');
  });
  expect(lines).toEqual(['hits:1|c', 'later:1|c']);
});

test('bad options of a child are all named', () => {
  const client = new DogStatsdClient();
  const options = { prefix: 5, sampleRate: 2, tag: {} } as never;
  expect(() => client.child(options)).toThrow(ConfigError);
  expect(() => client.child(options)).toThrow(
    /DogStatsdClient.child: bad options:[\s\S]*'tag'[\s\S]*prefix[\s\S]*sampleRate/,
  );
});
