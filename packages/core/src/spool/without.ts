import type { HeldEntry } from '../delivery/ledger.js';

/** The entries that were not sent; of samples, those that were not. */
export function without(entries: readonly HeldEntry[], sent: readonly HeldEntry[]): HeldEntry[] {
  const sentByIdentity = new Map(sent.map((entry) => [identityOf(entry), entry]));
  return entries.flatMap((entry) => {
    const match = sentByIdentity.get(identityOf(entry));
    if (match === undefined) return [entry];
    if (entry.kind !== 'samples') return [];
    const samples = difference(entry.samples, match.samples);
    return samples.length === 0
      ? []
      : [{ ...entry, samples, points: Math.min(entry.points, samples.length) }];
  });
}

function identityOf({ head, kind, tail }: HeldEntry): string {
  return `${kind === 'change' ? 'level' : kind}\n${head}\n${tail}`;
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
