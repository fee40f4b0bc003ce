import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { blocksOf } from '../../../../test/readme-blocks.ts';
import { optionRows } from '../../src/command-line/command-option.ts';
import { start } from './start.ts';

const file = 'packages/sandbox/README.md';
const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

/** Ports in the order in which they first stand there, and a folder that is everybody's. */
function withoutPlace(text: string): string {
  const ports = [...new Set(text.match(/(?<=127\.0\.0\.1:)\d+/g))];
  return text
    .replace(/(?<=127\.0\.0\.1:)\d+/g, (port) => `PORT${ports.indexOf(port)}`)
    .replace(/unix:\/\/\S+\/otelwire-sandbox-\w+/g, 'unix:///FOLDER')
    .trim();
}

/** A port behind which eight others are most likely free. */
const somePort = () => String(20_000 + 9 * Math.floor(Math.random() * 1000));

test('the README shows what the command prints', async () => {
  const shown = blocksOf(file).find(({ code }) => code.startsWith('page: '))!.code;
  expect(shown).toContain('page: http://127.0.0.1:8400/');
  let stdout = '';
  while (stdout === '') {
    const run = start('--port', somePort());
    await run.printed(/Ctrl-C ends/).catch(() => '');
    run.child.kill('SIGTERM');
    ({ stdout } = await run.ended);
  }
  expect(withoutPlace(stdout)).toBe(withoutPlace(shown));
});

test('the README has every option of the command', () => {
  const rows = optionRows.map(
    ({ typed, describe, ...option }) => `| \`${typed}\` | ${option.default ?? ''} | ${describe} |`,
  );
  expect(read('../../README.md')).toContain(rows.join('\n'));
});

test('the test in the README is one of ours', () => {
  const example = blocksOf(file).find(({ language }) => language === 'ts')!.code;
  expect(example.trim()).toBe(read('../matchers/readme-example.test.ts').trim());
});
