import { type HeldEntry, identityOf } from '../delivery/ledger.js';

/** The entries that were not sent; of samples, those that were not. */
export function without(entries: readonly HeldEntry[], sent: readonly HeldEntry[]): HeldEntry[] {
  const sentByIdentity = new Map(sent.map((entry) => [identityOf(entry), entry]));
  return entries.flatMap((entry) => {
    const match = sentByIdentity.get(identityOf(entry));
    if (match === undefined) return [entry];
    if (entry.kind === 'values') return withoutValues(entry, match);
    if (entry.kind !== 'samples') return [];
    const samples = difference(entry.samples, match.samples);
    return samples.length === 0
      ? []
      : [{ ...entry, samples, points: Math.min(entry.points, samples.length) }];
  });
}

/** Each that was sent is taken from the nearest: the dead process may have folded them at another moment. */
function withoutValues(entry: HeldEntry, sent: HeldEntry): HeldEntry[] {
  const values = [...(entry.weighted?.values ?? [])];
  const weights = [...(entry.weighted?.weights ?? [])];
  sent.weighted?.values.forEach((value, i) => {
    let left = sent.weighted!.weights[i]!;
    while (left > 0 && values.length > 0) {
      const nearest = nearestIn(values, value);
      const taken = Math.min(left, weights[nearest]!);
      left -= taken;
      weights[nearest]! -= taken;
      if (weights[nearest] !== 0) continue;
      values.splice(nearest, 1);
      weights.splice(nearest, 1);
    }
  });
  const weight = weights.reduce((sum, one) => sum + one, 0);
  return weight === 0
    ? []
    : [{ ...entry, weighted: { values, weights }, points: Math.min(entry.points, weight) }];
}

function nearestIn(values: readonly number[], value: number): number {
  let nearest = 0;
  for (let i = 1; i < values.length; i += 1) {
    if (Math.abs(values[i]! - value) < Math.abs(values[nearest]! - value)) nearest = i;
  }
  return nearest;
}

function difference(samples: readonly string[], sent: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const sample of sent) counts.set(sample, (counts.get(sample) ?? 0) + 1);
  return samples.filter((sample) => {
    const count = counts.get(sample) ?? 0;
    if (count > 0) counts.set(sample, count - 1);
    return count === 0;
  });
}
