import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { root } from './run-node.ts';
import { nodeOf } from './zero-code/application.ts';
import { allCells, nameOf } from './zero-code/cells.ts';
import { runMatrix } from './zero-code/run-matrix.ts';
import { type Outcomes, readTable, renderTable } from './zero-code/table.ts';

const path = join(root, 'packages/register/docs/matrix.md');
const isWriting = process.env.OTELWIRE_MATRIX === 'write';
// the suite runs twice, with Node 20 and with the SDK 3.x: each run takes the cells of its SDK, so that none is run twice
const isHalfOfSdk3 = process.env.OTELWIRE_SDK === '3';
const cells = allCells().filter(({ sdk }) => isWriting || (sdk.major === 3) === isHalfOfSdk3);
const runnable = cells.filter(
  ({ node, unavailable }) => unavailable !== undefined || nodeOf(node) !== undefined,
);

describe('an application with the hook', () => {
  let outcomes: Outcomes = new Map();
  beforeAll(async () => {
    outcomes = await runMatrix(runnable);
    if (isWriting) writeFileSync(path, renderTable(outcomes));
  }, 1_800_000);

  it.each(runnable.map((cell) => [nameOf(cell)]))('%s: does what the table says', (name) => {
    const outcome = outcomes.get(name);
    expect(outcome?.verdict, outcome?.text).not.toBe('fails');
    expect(outcome).toEqual(readTable(readFileSync(path, 'utf8')).get(name));
  });
});

describe('the table of packages/register/docs/matrix.md', () => {
  it('has an outcome of every cell, and none of them is a failure', () => {
    const markdown = readFileSync(path, 'utf8');
    const recorded = readTable(markdown);
    expect(
      allCells()
        .map(nameOf)
        .filter((name) => !recorded.has(name)),
    ).toEqual([]);
    expect([...recorded].filter(([, { verdict }]) => verdict === 'fails')).toEqual([]);
    expect(renderTable(recorded)).toBe(markdown);
  });
});
