import { describe, expect, it } from 'vitest';
import { runNode } from './run-node.ts';

/** A young generation in which the garbage of an export has room: nothing is collected while it is counted. */
const roomy = ['--expose-gc', '--min-semi-space-size=256', '--max-semi-space-size=256'];
const series = 10_000;
const shape = { series, profile: 'mixed', attributes: 'fresh', temporality: 'delta' };

async function measured(script: string, argument: object, flags: readonly string[] = []) {
  const { code, stdout, stderr } = await runNode([
    ...flags,
    `bench/encode/${script}`,
    JSON.stringify(argument),
  ]).ended;
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** Bytes that an export in the steady state allocates for a point. OTLP protobuf allocates 1230, as counted here. */
const allocated = [
  ['statsd', 150],
  ['dogstatsd', 80],
  ['plaintext', 180],
  ['pickle', 140],
  ['stathat', 600],
  ['stride', 90],
  ['initialState', 480],
] as const;

describe('what an export costs, whatever the machine', { timeout: 300_000 }, () => {
  it.each(allocated)('%s allocates at most %i bytes a point', async (subject, mostBytes) => {
    const { allocatedBytes } = await measured('memory.mjs', { ...shape, subject, quick: true }, roomy);
    expect(allocatedBytes).toBeGreaterThan(0);
    expect(allocatedBytes).toBeLessThan(mostBytes);
  });

  it('writes the same records at least three times as fast as strings do, into no more datagrams', async () => {
    const { timesFaster, datagrams } = await measured('against-naive.mjs', shape);
    expect(timesFaster).toBeGreaterThan(3);
    expect(datagrams.ours).toBeGreaterThan(1_000);
    expect(datagrams.ours).toBeLessThanOrEqual(datagrams.naive);
  });
});
