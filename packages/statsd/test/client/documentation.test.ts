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
  const load = (from: string) => (from === '@otelwire/statsd/client' ? client : import(from));
  // `await using` is newer than Node 20
  const plain = body.replace(/await using (\w+) = (.*);\n([\s\S]*)/, 'const $1 = $2;\n$3\nawait $1.close();');
  const AsyncFunction = (async () => {}).constructor as new (
    ...parts: string[]
  ) => (load: unknown) => Promise<void>;
  await new AsyncFunction('load', plain)(load);
}

afterEach(() => {
  vi.restoreAllMocks();
});

test.each(blocks.map((code, index) => ({ index, code })))(
  'code block $index runs, and what it sends is read',
  async ({ code }) => {
    vi.spyOn(console, 'log').mockReturnValue();
    const server = await receiver({
      dialect: code.includes('DogStatsd') ? 'dogstatsd' : 'plain',
      udp: true,
      tcp: true,
    });
    await run(
      code
        .replaceAll('udp://127.0.0.1:8125', server.endpoints.udp as string)
        .replaceAll('tcp://127.0.0.1:8125', server.endpoints.tcp as string),
    );
    const totals = await server.waitFor(({ recordCount }) => recordCount > 0);
    expect(totals.badLines).toEqual([]);
  },
);

test('the tables of options are those of the code', () => {
  const { statsd, dogstatsd, ...tables } = optionTables;
  expect(updateReadme(text, tables)).toEqual({ text, problems: [] });
});

test('there are code blocks', () => {
  expect(blocks.length).toBeGreaterThan(5);
});
