import type { PackedBatch } from '../payload/packer.js';
import { payloadAt } from '../payload/payload-at.js';
import type { SendOutcome } from '../transport/transport.js';
import { pointsBefore } from './points-before.js';
import type { Tally } from './tally.js';

/** Counts what was delivered of a batch, and what of that was lost. */
export function countOutcome(
  tally: Tally,
  batch: PackedBatch,
  { delivered, lost = [] }: SendOutcome,
  prefixBytes: number,
): void {
  tally.deliver(pointsBefore(batch, delivered));
  for (const one of lost) {
    const { points } = payloadAt(batch, one.payload, prefixBytes);
    tally.deliver(-points);
    tally.losePayload(one, points);
  }
}
