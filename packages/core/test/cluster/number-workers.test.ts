import { describe, expect, it } from 'vitest';
import { runNode } from '../../../../test/run-node.ts';

/** What the workers call themselves, and a thread of each: three, and those that took the place of the second one. */
async function said(
  args: string[],
  variables = {},
): Promise<[worker: string, thread: string, isStable: boolean][]> {
  const { code, stderr, stdout } = await runNode(
    ['packages/core/test/cluster/fixtures/numbered.mjs', ...args],
    variables,
  ).ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

describe('the workers of a cluster', () => {
  it('have numbers that come again when one takes the place of another', async () => {
    const workers = await said(['numbered', '3']);
    expect(workers.map(([worker]) => worker)).toEqual(['0', '1', '2', '1', '1', '1']);
    expect(new Set(workers.map(([, , isStable]) => isStable))).toEqual(new Set([true]));
  });

  it('have their ids, which only grow, where nobody numbers them', async () => {
    const workers = await said(['plain', '2']);
    expect(workers.map(([worker]) => worker)).toEqual(['1', '2', '3', '4', '5']);
    expect(new Set(workers.map(([, , isStable]) => isStable))).toEqual(new Set([false]));
  });

  it('have threads that are told apart across workers', async () => {
    const workers = await said(['numbered', '0']);
    expect(workers.map(([, thread]) => thread)).toEqual(['0-t1', '1-t1', '2-t1']);
  });

  it.each([
    ['cluster_mode', ['0', '0', '0']],
    ['fork_mode', ['0-1', '0-2', '0-3']],
  ])('have what PM2 says in its %s', async (exec_mode, names) => {
    const workers = await said(['plain', '0'], { NODE_APP_INSTANCE: '0', exec_mode });
    expect(workers.map(([worker]) => worker)).toEqual(names);
  });
});
