import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { updateReadme } from '../../../core/src/config/options-table.ts';
import { optionTables } from '../../src/options.ts';
import { ACCESS_KEY, receiver } from './streamer.ts';

const read = (file: string) => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const text = read('docs/client.md');

interface Program {
  readonly file: string;
  readonly title: string;
  readonly code: string;
  /** What it prints, where that is shown. */
  readonly prints: string | undefined;
}

/** The programs of a page: all that it has in blocks of JavaScript. */
function programsOf(file: string): Program[] {
  const blocks = [...read(file).matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)];
  return blocks.flatMap(([, language, code], i) => {
    const [, next, printed] = blocks[i + 1] ?? [];
    const title = `program ${i + 1}`;
    return language === 'js'
      ? [{ file, title, code: code!, prints: next === 'text' ? printed : undefined }]
      : [];
  });
}

/** Runs a program as it stands, where the examples are. What ends at SIGTERM gets one. */
async function run(code: string, variables: Record<string, string>) {
  const end = code.includes("'SIGTERM'") ? "process.emit('SIGTERM');" : '';
  const { PATH } = process.env;
  const cwd = fileURLToPath(new URL('../../../../examples', import.meta.url));
  const args = ['--input-type=module', '--eval', code + end];
  return promisify(execFile)(process.execPath, args, { cwd, env: { PATH, ...variables }, timeout: 15_000 });
}

describe('every program runs as it stands, and all that it sends is taken', () => {
  const events: Record<string, number[]> = { 'README.md': [3, 2, 1], 'docs/client.md': [3, 6, 3] };

  test.each(['README.md', 'docs/client.md'].flatMap(programsOf))(
    '$file: $title',
    async ({ code, file, prints }) => {
      const server = await receiver();
      const variables = { ENDPOINT: server.endpoints.http, ACCESS_KEY };
      const env = Object.entries(variables).map(([name, value]) => [`OTELWIRE_INITIALSTATE_${name}`, value]);
      const { stderr, stdout } = await run(code, Object.fromEntries(env));
      expect([stdout, stderr]).toEqual([prints ?? '', '']);
      expect(server.totals.badRequests).toEqual([]);
      const index = programsOf(file).findIndex((program) => program.code === code);
      expect(server.totals.eventCount).toBe(events[file]![index]);
    },
  );

  test('and there are no others', () => {
    for (const [file, counts] of Object.entries(events)) expect(programsOf(file)).toHaveLength(counts.length);
  });
});

test('the table of options is that of the code', () => {
  const { 'initial-state': _, ...tables } = optionTables;
  expect(updateReadme(text, tables)).toEqual({ text, problems: [] });
});

describe('each row of a table', () => {
  const [sections] = text.split('<!-- options');
  const rows = sections!.split('\n').filter((line) => /^\| (?!there |when |level |---)/.test(line));

  test('is looked at', () => {
    expect(rows.length).toBeGreaterThan(30);
  });

  test.each(rows)('names a test that is there: %s', (row) => {
    const [, file, title] = /\| `([\w-]+\.test\.ts)`: ([^|]+) \|$/.exec(row)!;
    const tests = read(`test/client/${file}`);
    expect([`'${title}'`, `async '${title}'(`].some((name) => tests.includes(name))).toBe(true);
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
