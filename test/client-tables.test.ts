import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** A feature of another client or a case, and the test that shows what becomes of it here. */
interface Row {
  readonly feature: string;
  readonly file: string;
  readonly title: string;
}

const packages = new URL('../packages/', import.meta.url);

/** The rows of all tables of a page that have a column for tests, which is the last. */
function rowsOf(page: string): Row[] {
  const rows: Row[] = [];
  let heading = '';
  let hasTests = false;
  for (const line of page.split('\n')) {
    if (line.startsWith('#')) heading = line;
    if (!line.startsWith('|')) hasTests = false;
    else if (/\| its test \|$/.test(line)) hasTests = true;
    else if (hasTests && !line.startsWith('| ---')) rows.push(rowOf(line, heading));
  }
  return rows;
}

/** The file is named in the cell, else in the heading. */
function rowOf(line: string, heading: string): Row {
  const [feature, test] = [/^\| (.*?) \|/, /\| ([^|]+) \|$/].map((cell) => cell.exec(line)?.[1] ?? '');
  const [, inCell, title] = /^(?:`([\w-]+\.test\.ts)`: )?(.*)$/.exec(test!)!;
  const inHeading = /`(?:test\/client\/)?([\w-]+\.test\.ts)`/.exec(heading)?.[1];
  return { feature: feature!, file: inCell ?? inHeading ?? 'no file is named', title: title! };
}

/** The titles of the tests of a file, but for those that are skipped; tests may be the methods of an object. */
function titlesOf(file: URL): string[] {
  const code = readFileSync(file, 'utf8');
  const calls = /(?:^\s*(?:test|it)|^ *[\])}]+\)|(?:test|it)\.each\([^\n]*\))\(\s*'((?:[^'\\]|\\.)*)',/gm;
  const methods = /^ +async '((?:[^'\\]|\\.)*)'\(\)/gm;
  return [...code.matchAll(calls), ...code.matchAll(methods)].map(([, title]) =>
    title!.replaceAll("\\'", "'"),
  );
}

const pages = readdirSync(packages)
  .map((name) => ({ name, docs: new URL(`${name}/docs/client.md`, packages) }))
  .filter(({ docs }) => existsSync(docs))
  .map(({ name, docs }) => ({ name, rows: rowsOf(readFileSync(docs, 'utf8')) }))
  .filter(({ rows }) => rows.length > 0);

it('the clients that say which tests show what they took over', () => {
  expect(pages.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['initial-state', 'stathat', 'stride']),
  );
});

describe.each(pages)('each row of docs/client.md of $name names a test that is there', ({ name, rows }) => {
  it.each(rows)('$feature: $file, $title', ({ file, title }) => {
    expect(titlesOf(new URL(`${name}/test/client/${file}`, packages))).toContain(title);
  });
});
