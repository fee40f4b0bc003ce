import { readFileSync } from 'node:fs';
import * as sdk from '@opentelemetry/sdk-metrics';
import { createStrideReceiver } from '@otelwire/sandbox';
import { afterEach, expect, it, vi } from 'vitest';
import { updateReadme } from '../../../core/src/config/options-table.ts';
import * as stride from '../../src/index.ts';
import { optionTables } from '../../src/options.ts';
import { defaultFieldNames } from '../../src/wire/fields.ts';

afterEach(() => vi.unstubAllEnvs());

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const blocksOf = (language: string) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, code]) => code!);
const modules: Record<string, object> = { '@opentelemetry/sdk-metrics': sdk, '@otelwire/stride': stride };

/** Runs a module that is given as text. */
async function run(code: string): Promise<void> {
  const body = code.replace(/^import (\{.*\}) from '(.*)';$/gm, "const $1 = modules['$2'];");
  const AsyncFunction = (async () => {}).constructor as new (
    ...parts: string[]
  ) => (given: object) => Promise<void>;
  await new AsyncFunction('modules', body)(modules);
}

it('has one block of code, which runs as it stands and sends what stands below it', async () => {
  const receiver = await createStrideReceiver();
  vi.stubEnv('OTEL_EXPORTER_STRIDE_ENDPOINT', receiver.endpoints.http);
  vi.stubEnv('OTEL_EXPORTER_STRIDE_API_KEY', 'key');
  let body: string | undefined;
  receiver.on('request', (request: { readonly body: Uint8Array | string }) => {
    body = Buffer.from(request.body).toString();
  });
  const codes = blocksOf('js');
  expect(codes).toHaveLength(1);
  await run(codes[0]!);
  expect(receiver.totals.badRequests).toEqual([]);
  const [shown] = JSON.parse(blocksOf('json')[0]!) as Record<string, unknown>[];
  const changing = { $timestamp: expect.any(String), $id: expect.any(String), start: expect.any(String) };
  expect(JSON.parse(body!)).toEqual([{ ...shown, ...changing }]);
  await receiver.close();
});

it('names every part of an event that can have another name, and every field', () => {
  const [, parts] = /The parts are (.*?)\.\n/s.exec(readme)!;
  expect([...parts!.matchAll(/`(\w+)`/g)].map(([, part]) => part)).toEqual(Object.keys(defaultFieldNames));
  const [, table] = /\n## Events\n(.*?)\n\n- /s.exec(readme)!;
  for (const field of Object.values(defaultFieldNames)) expect(table).toContain(`\`${field}\``);
});

it('has the tables of options that are in the code', () => {
  expect(updateReadme(readme, { stride: optionTables.stride })).toEqual({ text: readme, problems: [] });
});
