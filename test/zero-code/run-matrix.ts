import { rm } from 'node:fs/promises';
import { assembleApplication, nodeOf } from './application.ts';
import { type Cell, nameOf, sdks } from './cells.ts';
import type { Outcome } from './judge.ts';
import { runCell } from './run-cell.ts';

/** Runs cells, two at a time; leaves out those whose Node.js is not installed on this machine. */
export async function runMatrix(cells: readonly Cell[]): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const wanted = sdks.filter((sdk) =>
    cells.some((cell) => cell.sdk === sdk && cell.unavailable === undefined),
  );
  const folders = new Map<number, string>();
  try {
    for (const sdk of wanted) folders.set(sdk.major, await assembleApplication(sdk));
    const waiting = [...cells];
    const work = async () => {
      for (let cell = waiting.shift(); cell !== undefined; cell = waiting.shift()) {
        const outcome = await outcomeOf(cell, folders);
        if (outcome !== undefined) outcomes.set(nameOf(cell), outcome);
      }
    };
    await Promise.all([work(), work()]);
  } finally {
    for (const folder of folders.values()) await rm(folder, { recursive: true });
  }
  return outcomes;
}

async function outcomeOf(cell: Cell, folders: ReadonlyMap<number, string>): Promise<Outcome | undefined> {
  if (cell.unavailable !== undefined) return { verdict: 'not available', text: cell.unavailable };
  const node = nodeOf(cell.node);
  return node === undefined ? undefined : await runCell(cell, folders.get(cell.sdk.major)!, node);
}
