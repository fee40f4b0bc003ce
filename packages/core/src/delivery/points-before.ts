import type { PackedBatch } from '../payload/packer.js';

/** Data points of the first `payloads` payloads of a batch. */
export function pointsBefore({ points }: PackedBatch, payloads: number): number {
  return payloads === 0 ? 0 : (points[payloads - 1] as number);
}
