import { readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { updateReadme } from '../../../core/src/config/options-table.ts';
import * as client from '../../src/client/index.ts';
import { optionTables } from '../../src/options.ts';
import { receiver } from './receiver.ts';

const text = readFileSync(new URL('../../docs/client.md', import.meta.url), 'utf8');
const blocks = [...text.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code as string);

/** Runs a module that is given as text, with `client` for the package that it imports. */
async function run(code: string): Promise<void> {
  const body = code.replace(
    /^import (\{.*\}) from '(.*)';$/gm,
    (_line, names, from) => `const ${names} = await load('${from}');`,
  );
  const load = (from: string) => (from === '@otelwire/graphite/client' ? client : import(from));
  const AsyncFunction = (async () => {}).constructor as new (
    ...parts: string[]
  ) => (load: unknown) => Promise<void>;
  await new AsyncFunction('load', body)(load);
}

afterEach(() => {
  vi.restoreAllMocks();
});

test.each(blocks.map((code, index) => ({ index, code })))(
  'code block $index runs, what it sends is read, and is what its comments say',
  async ({ code }) => {
    vi.spyOn(console, 'log').mockReturnValue();
    const server = await receiver({ tcp: true, pickle: true });
    await run(
      code
        .replaceAll('tcp://127.0.0.1:2003', server.endpoints.tcp as string)
        .replaceAll('tcp://127.0.0.1:2004', server.endpoints.pickle as string),
    );
    const points = code.includes('hour * 3600') ? 21_600 : 1;
    const totals = await server.waitFor(({ pointCount }) => pointCount >= points);
    expect(totals.badLines).toEqual([]);
    const said = [...code.matchAll(/\/\/ ((?:shop|servers)\.\S+)/g)].map(([, path]) => path as string);
    for (const path of said) expect([...totals.series.keys()]).toContain(path);
  },
);

test('the table of options is that of the code', () => {
  const { graphite, ...tables } = optionTables;
  expect(updateReadme(text, tables)).toEqual({ text, problems: [] });
});

test('there are code blocks', () => {
  expect(blocks.length).toBeGreaterThan(4);
});

test('the reasons of refusals are those of the code', () => {
  const [, list] = /told to `logger`: ([\s\S]*?)\.\n/.exec(text)!;
  const named = [...list!.matchAll(/`(\w+_?\w*)`/g)].map(([, reason]) => reason);
  expect(named.filter((reason) => reason !== 'sendAll')).toEqual([
    'invalid_path',
    'not_finite',
    'invalid_timestamp',
    'timestamp_in_millis',
    'invalid_interval',
    'invalid_tags',
    'invalid_options',
    'invalid_point',
    'invalid_points',
    'too_large',
    'shutdown',
  ]);
});
