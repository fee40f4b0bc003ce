import type { PackedBatch } from './packer.js';

/** Payload number `i` of a batch, in the batch's buffer and without its length prefix. */
export function payloadAt(
  batch: PackedBatch,
  i: number,
  prefixBytes: number,
): { readonly payload: Uint8Array; readonly points: number; readonly madeAt: number } {
  const start = i === 0 ? 0 : (batch.ends[i - 1] as number);
  const pointsBefore = i === 0 ? 0 : (batch.points[i - 1] as number);
  return {
    payload: batch.buffer.subarray(start + prefixBytes, batch.ends[i]),
    points: (batch.points[i] as number) - pointsBefore,
    madeAt: batch.madeAt[i] as number,
  };
}
