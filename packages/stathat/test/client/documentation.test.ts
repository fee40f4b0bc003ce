import { readFileSync } from 'node:fs';
import { createStatHatReceiver } from '@otelwire/sandbox';
import { afterEach, expect, test, vi } from 'vitest';
import { updateReadme } from '../../../core/src/config/options-table.ts';
import { afterwards, cleanUp } from '../../../core/test/http/http-server.ts';
import {
  statHatClassicClientSchema,
  statHatClientEnvPrefixes,
  statHatEzClientSchema,
} from '../../src/client/client-schema.ts';
import * as client from '../../src/client/index.ts';

const text = readFileSync(new URL('../../docs/client.md', import.meta.url), 'utf8');
const blocks = [...text.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code as string);

/** Runs a module that is given as text, with `client` for the package that it imports. */
async function run(code: string): Promise<void> {
  const body = code.replace(
    /^import (\{.*\}) from '(.*)';$/gm,
    (_line, names, from) => `const ${names} = await load('${from}');`,
  );
  const load = (from: string) => (from === '@otelwire/stathat/client' ? client : import(from));
  const AsyncFunction = (async () => {}).constructor as new (
    ...parts: string[]
  ) => (load: unknown) => Promise<void>;
  await new AsyncFunction('load', body)(load);
}

afterEach(async () => {
  vi.restoreAllMocks();
  await cleanUp();
});

test.each(blocks.map((code, index) => ({ index, code })))(
  'code block $index runs, and all that it sends is taken',
  async ({ code }) => {
    const shown = vi.spyOn(console, 'error').mockReturnValue();
    const stathat = await createStatHatReceiver();
    afterwards(() => stathat.close());
    await run(code.replaceAll('https://api.stathat.com', stathat.endpoints.http));
    expect(stathat.totals.badRequests).toEqual([]);
    expect(stathat.totals.pointCount).toBe(
      [...code.matchAll(/(?<=tick|count|value|Count|Value)\(/g)].length +
        (code.includes('two stats') ? 1 : 0),
    );
    expect(shown.mock.calls).toEqual([]);
  },
);

test('there are code blocks', () => {
  expect(blocks.length).toBe(4);
});

test('the tables of options are those of the code', () => {
  const envPrefixes = statHatClientEnvPrefixes;
  const tables = {
    'stathat-ez-client': { schema: statHatEzClientSchema, envPrefixes },
    'stathat-classic-client': { schema: statHatClassicClientSchema, envPrefixes },
  };
  expect(updateReadme(text, tables)).toEqual({ text, problems: [] });
});

test('the reasons of refusals are those of the code', () => {
  const [, list] = /told to `logger`: ([\s\S]*?)\.\n/.exec(text)!;
  expect([...list!.matchAll(/`(\w+)`/g)].map(([, reason]) => reason)).toEqual([
    'invalid_stat',
    'not_finite',
    'invalid_timestamp',
    'timestamp_in_millis',
    'invalid_options',
    'too_large',
    'shutdown',
  ]);
});
