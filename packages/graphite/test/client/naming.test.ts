import { describe, expect, test } from 'vitest';
import { graphiteLines, NOW } from './lines.ts';

const tags = { route: '/users', status: 200, cached: false };

describe('tags', () => {
  test('stand behind the path, sorted, and those of a call take the place of global ones', async () => {
    const lines = await graphiteLines(
      { prefix: 'shop', globalTags: { zone: 'b', route: 'all' } },
      (client) => {
        client.send('hits', 1, { tags });
        client.send('hits', 1);
      },
    );
    expect(lines).toEqual([
      `shop.hits;cached=false;route=/users;status=200;zone=b 1 ${NOW}`,
      `shop.hits;route=all;zone=b 1 ${NOW}`,
    ]);
  });

  test('without a value are left out', async () => {
    const lines = await graphiteLines({}, (client) =>
      client.send('hits', 1, { tags: { a: undefined, b: null, c: 1 } }),
    );
    expect(lines).toEqual([`hits;c=1 1 ${NOW}`]);
  });

  test('may change between calls, in the same object', async () => {
    const changing: Record<string, string> = { a: '1' };
    const lines = await graphiteLines({}, (client) => {
      client.send('hits', 1, { tags: changing });
      changing.a = '2';
      client.send('hits', 1, { tags: changing });
      changing.b = '3';
      client.send('hits', 1, { tags: changing });
    });
    expect(lines).toEqual([`hits;a=1 1 ${NOW}`, `hits;a=2 1 ${NOW}`, `hits;a=2;b=3 1 ${NOW}`]);
  });
});

describe('a path template', () => {
  test('places prefix, path, tags of calls and global tags, and the rest follows', async () => {
    const options = {
      pathTemplate: 'servers.{attr:host}.{prefix}.{name}.{attr:route}',
      prefix: 'shop',
      globalTags: { host: 'web.1' },
    };
    const lines = await graphiteLines(options, (client) => {
      client.send('hits', 1, { tags });
      client.child({ prefix: 'cart', tags: { host: 'web.2' } }).send('hits', 2);
    });
    expect(lines).toEqual([
      `servers.web_1.shop.hits._users.cached.false.status.200 1 ${NOW}`,
      `servers.web_2.shop.cart.hits.unspecified 2 ${NOW}`,
    ]);
  });
});

test('the key of a hosted service is the first part of every path', async () => {
  const lines = await graphiteLines({ apiKey: 'KEY', prefix: 'shop' }, (client) =>
    client.send('hits', 1, { tags: { a: 1 } }),
  );
  expect(lines).toEqual([`KEY.shop.hits;a=1 1 ${NOW}`]);
});

test('ten thousand different tags and paths are forgotten, and rendered anew', async () => {
  const lines = await graphiteLines({}, async (client) => {
    for (let i = 0; i < 50_000; i += 1) {
      client.send(`n${i % 12_000}`, 1, { tags: { id: i % 24_000 } });
      if (i % 5000 === 0) await client.flush();
    }
  });
  expect(lines).toHaveLength(50_000);
  expect(lines.every((line, i) => line === `n${i % 12_000};id=${i % 24_000} 1 ${NOW}`)).toBe(true);
});
