import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runNode } from '../../../../test/run-node.ts';

type Exported = readonly [name: string, temporality: number, id: string | null, value: number];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'otelwire-cluster-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs a cluster of four; gives what the primary exported, and the exports that workers were told to be a success. */
async function ran(temporality: 'delta' | 'cumulative', kills: number) {
  const file = join(folder, 'successes');
  await writeFile(file, '');
  const fixture = 'packages/core/test/cluster/fixtures/handing-over.mjs';
  const { code, stderr, stdout } = await runNode([fixture, file, temporality, `${kills}`]).ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { exported, messages } = JSON.parse(stdout) as { exported: Exported[]; messages: unknown[] };
  const successes = (await readFile(file, 'utf8')).split('\n').slice(0, -1);
  const of = (name: string) => exported.filter(([one]) => one === name);
  return { of, messages, successes };
}

/** As often as a worker is killed, and another one takes its place. */
const KILLS = 4;

describe.each(['delta', 'cumulative'] as const)(
  'a cluster of which workers are killed, with %s counters',
  (temporality) => {
    it('exports everything that a worker handed over with success, once', async () => {
      const { messages, of, successes } = await ran(temporality, KILLS);
      const isDelta = temporality === 'delta';
      const arrived = new Map<string, number>();
      for (const [, , id, value] of of('exports'))
        arrived.set(id!, isDelta ? (arrived.get(id!) ?? 0) + value : value);
      expect(successes.length).toBeGreaterThan(50);
      expect(successes.filter((id) => arrived.get(id) !== 1)).toEqual([]);
      expect(new Set(arrived.values())).toEqual(new Set([1]));
      // what was taken of a worker that was killed before it knew
      expect(arrived.size - successes.length).toBeLessThanOrEqual(KILLS);
      for (const name of ['all', 'latency']) {
        const values = of(name).map(([, , , value]) => value);
        const total = isDelta ? values.reduce((sum, value) => sum + value, 0) : values.at(-1);
        expect(total).toBe(arrived.size);
        // a total never falls, though workers die
        if (!isDelta) expect(values).toEqual([...values].sort((a, b) => a - b));
      }
      // of the workers that live, as a level
      const open = of('open').map(([, , , value]) => value);
      expect(Math.max(...open)).toBeGreaterThan(0);
      expect(Math.max(...open)).toBeLessThanOrEqual(4);
      expect(new Set(of('open').map(([, one]) => one))).toEqual(new Set([1]));
      // of the application, which nobody disturbs
      expect(messages).toEqual(Array(4 + KILLS).fill('ready'));
    });
  },
);
