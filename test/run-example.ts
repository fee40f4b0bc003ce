import { expect } from 'vitest';
import { runNode } from './run-node.ts';

/** Runs a file of examples/, which has to end well and without a complaint. Gives what it printed. */
export async function runExample(file: string, variables: Readonly<Record<string, string>>): Promise<string> {
  const { code, stdout, stderr } = await runNode([`examples/${file}`], variables).ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}
