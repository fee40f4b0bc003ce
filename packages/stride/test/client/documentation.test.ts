import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { updateReadme } from '../../../core/src/config/options-table.ts';
import {
  strideClientEnvPrefixes,
  strideClientSchema,
  strideCollectorSchema,
} from '../../src/client/client-schema.ts';
import * as client from '../../src/client/index.ts';
import { receiver } from './server.ts';

const text = readFileSync(new URL('../../docs/client.md', import.meta.url), 'utf8');
const blocks = [...text.matchAll(/```js\n([\s\S]*?)```/g)].map(([, code]) => code as string);

/** Runs a module that is given as text, with `client` for the package that it imports. */
async function run(code: string): Promise<void> {
  const body = code.replace(/^import (\{.*\}) from '@otelwire\/stride\/client';$/gm, 'const $1 = client;');
  const AsyncFunction = (async () => {}).constructor as new (
    ...parts: string[]
  ) => (given: unknown) => Promise<void>;
  await new AsyncFunction('client', body)(client);
}

test.each(blocks.map((code, index) => ({ index, code })))(
  'code block $index runs, and the server takes all of it',
  async ({ code }) => {
    const stride = await receiver();
    stride.totals.createStream('app_events');
    const open = stride.waitFor(({ subscriptionCount }) => subscriptionCount === 1, 60_000);
    open.then(
      () => stride.publish('/collect/app_events', { x: 42 }),
      () => {},
    );
    await run(code.replaceAll('https://events.example/v1', stride.endpoints.http));
    expect(stride.totals.badRequests).toEqual([]);
    expect(stride.totals.requestCount).toBeGreaterThan(0);
  },
);

test('there are code blocks', () => {
  expect(blocks.length).toBe(3);
});

test('the tables of options are those of the code', () => {
  const envPrefixes = strideClientEnvPrefixes;
  const tables = {
    'stride-client': { schema: strideClientSchema, envPrefixes },
    'stride-collector': { schema: strideCollectorSchema, envPrefixes },
  };
  expect(updateReadme(text, tables)).toEqual({ text, problems: [] });
});

const section = /^### pystride.*\n([\s\S]*?)^##/m.exec(text)![1]!;
const rows = section.split('\n').filter((line) => /^\| (?!there|---)/.test(line));
const tests = readFileSync(new URL('./pystride.test.ts', import.meta.url), 'utf8');

test('the table of pystride has rows', () => {
  expect(rows.length).toBeGreaterThan(10);
});

test.each(rows)('names a test that is there: %s', (row) => {
  const title = /\| ([^|]+) \|$/.exec(row)![1]!;
  expect(tests).toContain(`test('${title}'`);
});
