import { onTestFinished } from 'vitest';
import { type NodeRun, runNode } from '../../../../test/run-node.ts';

const main = 'packages/sandbox/dist/esm/command-line/main.js';

/** Starts the command, which is stopped after the test if it still runs. */
export function start(...args: string[]): NodeRun {
  const run = runNode([main, ...args]);
  onTestFinished(() => void run.child.kill('SIGKILL'));
  return run;
}

/** The address of a backend in what was printed at the start. */
export async function addressOf(run: NodeRun, name: string): Promise<string> {
  const line = await run.printed(new RegExp(`^${name} +\\S+`, 'm'));
  return line.split(/ +/)[1]!;
}
