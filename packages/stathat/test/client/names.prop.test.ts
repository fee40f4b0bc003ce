import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { statName } from '../../src/client/stat-name.ts';
import { ezClient, fieldsOf, itemsOf, server } from './server.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 400 });
const texts = fc.oneof(
  anyText,
  fc.string({ unit: fc.constantFrom('~', ',', '"', '\\', '\n', '&', '=', 'é', '𝄞'), maxLength: 400 }),
);

/** What StatHat makes of a name. */
function expand(name: string): string[] {
  const [prefix, parts] = name.split('~') as [string, string?];
  return parts === undefined ? [name] : parts.split(',').map((part) => `${prefix} ${part}`);
}

describe('whatever the application names a stat', () => {
  test('it is one stat, of 255 bytes at the most, without a tilde', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const name = statName(text);
        if (name === undefined) return;
        expect(name).not.toMatch(/~|\p{Cc}|\p{Cs}/u);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
        expect(expand(name)).toHaveLength(1);
        expect(statName(text)).toBe(name);
      }),
    );
  });

  test('with parts it is one stat a part', () => {
    fc.assert(
      fc.property(texts, fc.array(texts, { minLength: 1, maxLength: 5 }), (text, parts) => {
        const name = statName([text, ...parts]);
        if (name === undefined) return;
        expect(expand(name)).toHaveLength(parts.length);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
      }),
    );
  });

  test('each body is JSON with exactly what was counted', async () => {
    const stathat = await server();
    const client = ezClient(stathat, { maxItems: 7, flushIntervalMillis: 60_000 });
    const points = fc.array(fc.tuple(texts, fc.double({ noNaN: true, noDefaultInfinity: true })), {
      maxLength: 30,
    });
    await fc.assert(
      fc.asyncProperty(points, async (named) => {
        stathat.requests.length = 0;
        for (const [stat, count] of named) client.count(stat, count, { timestamp: 1_700_000_000 });
        await client.flush();
        const wanted = named.flatMap(([text, count]) => {
          const stat = statName(text);
          return stat === undefined ? [] : [{ stat, count: count + 0, t: 1_700_000_000 }];
        });
        const read = itemsOf(stathat).map((item) => ({ ...item, count: (item.count as number) + 0 }));
        expect(read).toEqual(wanted);
        for (const body of stathat.bodies) expect(JSON.parse(body).data.length).toBeLessThanOrEqual(7);
      }),
      { numRuns: 40 },
    );
  });

  test('each form has exactly four fields', async () => {
    const stathat = await server();
    const client = ezClient(stathat, { bulk: false, flushIntervalMillis: 60_000 });
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        stathat.requests.length = 0;
        client.value(text, 1, { timestamp: 1_700_000_000 });
        await client.flush();
        const stat = statName(text);
        const wanted =
          stat === undefined ? [] : [{ ezkey: expect.any(String), stat, value: '1', t: '1700000000' }];
        expect(stathat.requests.map(fieldsOf)).toEqual(wanted);
      }),
      { numRuns: 40 },
    );
  });
});

describe('names', () => {
  test('that are too long stay distinguishable, the same in every process', () => {
    const long = 'requests '.repeat(40);
    expect(statName(`${long}a`)).not.toBe(statName(`${long}b`));
    expect(statName(`${long}a`)).toMatch(/ #[0-9a-f]{8}$/);
  });

  test.each([
    ['a~b,c', 'a-b,c'],
    [' a \n b ', 'a b'],
    [['messages sent', 'total', 'female', 'europe'], 'messages sent~total,female,europe'],
    [['a~b', 'c,d', 'e~f'], 'a-b~c-d,e-f'],
    [['a'], 'a'],
  ] as const)('%j goes out as %j', (stat, name) => {
    expect(statName(stat as never)).toBe(name);
  });

  test.each([[''], [' \n '], [[]], [['', 'a']], [['a', '']], [['a', 'b'.repeat(255)]], [undefined], [{}]])(
    '%j is none',
    (stat) => {
      expect(statName(stat as never)).toBeUndefined();
    },
  );
});
