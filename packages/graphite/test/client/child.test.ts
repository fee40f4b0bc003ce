import { expect, test } from 'vitest';
import { ConfigError, GraphiteClient } from '../../src/client/index.ts';
import { graphiteLines, NOW } from './lines.ts';

test('a child has a longer prefix, and tags that replace those of its parent', async () => {
  const lines = await graphiteLines({ prefix: 'shop', globalTags: { env: 'prod', team: 'a' } }, (client) => {
    const child = client.child({ prefix: 'cart', tags: { team: 'b', region: 'eu', none: null } });
    const grandchild = child.child({ prefix: 'items.', tags: { region: 'us', count: 2 } });
    client.send('hits', 1);
    child.send('hits', 2);
    grandchild.send('hits', 3, { tags: { env: 'test' } });
    client.child().send('hits', 4);
  });
  expect(lines).toEqual([
    `shop.hits;env=prod;team=a 1 ${NOW}`,
    `shop.cart.hits;env=prod;region=eu;team=b 2 ${NOW}`,
    `shop.cart.items.hits;count=2;env=test;region=us;team=b 3 ${NOW}`,
    `shop.hits;env=prod;team=a 4 ${NOW}`,
  ]);
});

test('many children share one buffer, its order and its bound', async () => {
  const lines = await graphiteLines({ maxPayloadBytes: 256 }, (client) => {
    for (let i = 0; i < 100; i += 1) client.child({ tags: { i } }).send('hits', i);
    expect(client.accounting.accepted).toBe(100);
  });
  expect(lines).toEqual(Array.from({ length: 100 }, (_, i) => `hits;i=${i} ${i} ${NOW}`));
});

test('closing a child sends what was written, and leaves the connection to the others', async () => {
  const lines = await graphiteLines({}, async (client) => {
    const child = client.child();
    child.send('hits', 1);
    await child.close();
    expect(client.accounting.delivered).toBe(1);
    expect(child.accounting).toEqual(client.accounting);
    client.send('later', 1);
  });
  expect(lines).toEqual([`hits 1 ${NOW}`, `later 1 ${NOW}`]);
});

test('bad options of a child are all named', () => {
  const client = new GraphiteClient();
  const options = { prefix: 5, tags: ['a:b'], tag: {} } as never;
  expect(() => client.child(options)).toThrow(ConfigError);
  expect(() => client.child(options)).toThrow(
    /GraphiteClient.child: bad options:[\s\S]*'tag'[\s\S]*prefix[\s\S]*tags/,
  );
});

test('a prefix that the path template has no place for is a bad option of a child, too', () => {
  const client = new GraphiteClient({ pathTemplate: 'servers.{name}' });
  expect(() => client.child({ prefix: 'cart' })).toThrow('write {prefix} there');
  expect(() => client.child({ tags: { a: 1 } })).not.toThrow();
});
