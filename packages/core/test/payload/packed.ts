import type { PackedBatch, Packer } from '../../src/payload/packer.js';

/** Writes a record as an encoder does. */
export function writeRecord(packer: Packer, record: Uint8Array | string): void {
  const bytes = Buffer.from(record);
  packer.buffer.set(bytes, packer.position);
  packer.position += bytes.length;
  packer.endRecord();
}

/** Writes a record that is a data point of its own. */
export function writePoint(packer: Packer, record: Uint8Array | string): void {
  writeRecord(packer, record);
  packer.endPoint();
}

export interface Payload {
  /** Copied, without the length prefix. */
  readonly body: Buffer;
  readonly prefix: Buffer;
  /** Points that ended in it. */
  readonly points: number;
}

/** The payloads of a batch, as they are now. */
export function payloadsOf(batch: PackedBatch, prefixBytes = 0): Payload[] {
  return batch.ends.map((end, i) => {
    const start = batch.ends[i - 1] ?? 0;
    return {
      prefix: Buffer.from(batch.buffer.slice(start, start + prefixBytes)),
      body: Buffer.from(batch.buffer.slice(start + prefixBytes, end)),
      points: (batch.points[i] as number) - (batch.points[i - 1] ?? 0),
    };
  });
}
