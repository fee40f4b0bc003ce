import { TransportError } from '../../src/errors.js';
import type { PackedBatch } from '../../src/payload/packer.js';
import { payloadAt } from '../../src/payload/payload-at.js';
import type { Batch, SendOutcome, Transport } from '../../src/transport/transport.js';

/** A transport of which the first part of each batch arrives. */
export class FlakyTransport implements Transport {
  readonly description = 'tcp://backend:1';
  readonly maxBatchesInFlight = 4;
  /** Which part. */
  arriving = 1;
  readonly payloads: Buffer[] = [];

  get text(): string {
    return Buffer.concat(this.payloads).toString();
  }

  async send(batch: Batch): Promise<SendOutcome> {
    const delivered = Math.floor(batch.ends.length * this.arriving);
    for (let i = 0; i < delivered; i += 1) {
      this.payloads.push(Buffer.from(payloadAt(batch as PackedBatch, i, 0).payload));
    }
    await new Promise(setImmediate);
    if (delivered === batch.ends.length) return { delivered };
    return { delivered, error: new TransportError(this.description, 'is away') };
  }

  async close(): Promise<void> {}
}
