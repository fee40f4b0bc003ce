import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { updateReadme } from '../../../core/src/config/options-table.ts';
import * as client from '../../src/client/index.ts';
import { optionTables } from '../../src/options.ts';
import { ACCESS_KEY, receiver } from './streamer.ts';

const text = readFileSync(new URL('../../docs/client.md', import.meta.url), 'utf8');
const blocks = [...text.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code as string);

/** Runs a module that is given as text, with `client` for the package that it imports. */
async function run(code: string): Promise<void> {
  const body = code.replace(
    /^import (\{.*\}) from '(.*)';$/gm,
    (_line, names, from) => `const ${names} = await load('${from}');`,
  );
  const load = (from: string) => (from === '@otelwire/initial-state/client' ? client : import(from));
  const AsyncFunction = (async () => {}).constructor as new (
    ...parts: string[]
  ) => (load: unknown) => Promise<void>;
  await new AsyncFunction('load', body)(load);
}

test.each([
  { index: 0, events: 3, buckets: 1 },
  { index: 1, events: 6, buckets: 1 },
  { index: 2, events: 3, buckets: 2 },
])('code block $index runs, and all that it sends is taken', async ({ buckets, events, index }) => {
  const server = await receiver();
  const code = blocks[index] as string;
  await run(
    code.replaceAll('https://groker.init.st/api', server.endpoints.http).replaceAll('ist_…', ACCESS_KEY),
  );
  const { totals } = server;
  expect(totals.badRequests).toEqual([]);
  expect([totals.eventCount, totals.buckets.size]).toEqual([events, buckets]);
});

test('there are no other code blocks', () => {
  expect(blocks).toHaveLength(3);
});

test('the table of options is that of the code', () => {
  const { 'initial-state': _, ...tables } = optionTables;
  expect(updateReadme(text, tables)).toEqual({ text, problems: [] });
});

describe('the table of ISStreamer', () => {
  const section = /^## From ISStreamer\n([\s\S]*?)^## /m.exec(text)![1]!;
  const rows = section.split('\n').filter((line) => /^\| (?!there|---)/.test(line));

  test('has rows', () => {
    expect(rows.length).toBeGreaterThan(15);
  });

  test.each(rows)('names a test that is there: %s', (row) => {
    const [, file, title] = /\| `([\w-]+\.test\.ts)`: ([^|]+) \|$/.exec(row)!;
    expect(readFileSync(new URL(`./${file}`, import.meta.url), 'utf8')).toContain(`'${title}'`);
  });
});

test('the reasons of refusals are those of the code', () => {
  const [, list] = /told to `logger`: ([\s\S]*?)\.\n/.exec(text)!;
  expect([...list!.matchAll(/`(\w+)`/g)].map(([, reason]) => reason)).toEqual([
    'invalid_key',
    'invalid_value',
    'not_finite',
    'too_large',
    'invalid_timestamp',
    'timestamp_in_millis',
    'shutdown',
  ]);
});
