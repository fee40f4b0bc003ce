import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PackedBatch, Packer } from '../../src/payload/packer.js';
import { payloadsOf, writeRecord } from './packed.js';

/** What `sample-family` of the StatsD encoder may write behind a record before it knows that it is too long. */
const OVERRUN_BYTES = 512;

const limits = fc.oneof(
  fc.constantFrom(1, 512, 1432, 8192, 16_384, 65_507, 100_000),
  fc.nat(2000).map((n) => n + 1),
);

interface Step {
  /** Of the longest record. */
  readonly share: number;
  readonly records: number;
  readonly recordsOfPoint: number;
  readonly points: number;
  readonly afterwards: 'go on' | 'take ready' | 'take all' | 'release one' | 'release all';
}

const step: fc.Arbitrary<Step> = fc.record({
  share: fc.oneof(fc.constantFrom(0, 0.25, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true })),
  records: fc.integer({ min: 1, max: 40 }),
  recordsOfPoint: fc.integer({ min: 1, max: 7 }),
  points: fc.nat(3),
  afterwards: fc.constantFrom('go on', 'take ready', 'take all', 'release one', 'release all'),
});

/** A packer, and beside it what it was given and has given back. */
class Witness {
  readonly packer: Packer;
  readonly written: Buffer[] = [];
  /** Offset of the end of each record in all that was written. */
  readonly recordEnds = new Set<number>([0]);
  /** Points by the offset at which their last record ends. */
  readonly pointEnds = new Map<number, number>();
  readonly taken: Buffer[] = [];
  #writtenBytes = 0;
  #takenBytes = 0;
  #outside: PackedBatch[] = [];

  readonly #maxPayloadBytes: number;
  readonly #lengthPrefix: 'uint32le' | 'uint32be' | undefined;

  constructor(maxPayloadBytes: number, lengthPrefix: 'uint32le' | 'uint32be' | undefined) {
    this.#maxPayloadBytes = maxPayloadBytes;
    this.#lengthPrefix = lengthPrefix;
    this.packer = new Packer({ maxPayloadBytes, lengthPrefix });
  }

  run(step: Step): void {
    const bytes = Math.max(1, Math.floor(step.share * this.packer.maxRecordBytes));
    for (let i = 1; i <= step.records; i += 1) {
      this.#write(bytes);
      const isLast = i === step.records;
      if (isLast || i % step.recordsOfPoint === 0) {
        this.packer.endPoint(step.points);
        this.#endPoint(step.points);
      }
    }
    if (step.afterwards === 'take ready') this.take(this.packer.takeReady());
    if (step.afterwards === 'take all') this.take(this.packer.takeAll());
    if (step.afterwards === 'release one') this.#release(1);
    if (step.afterwards === 'release all') this.#release(this.#outside.length);
  }

  #write(bytes: number): void {
    const record = Buffer.alloc(bytes, this.written.length % 251);
    writeRecord(this.packer, record);
    this.written.push(record);
    this.#writtenBytes += bytes;
    this.recordEnds.add(this.#writtenBytes);
    const room = this.packer.buffer.length - this.packer.position;
    expect(room).toBeGreaterThanOrEqual(this.packer.maxRecordBytes + OVERRUN_BYTES);
    expect(this.#outside.some(({ buffer }) => buffer === this.packer.buffer)).toBe(false);
  }

  #endPoint(points: number): void {
    this.pointEnds.set(this.#writtenBytes, (this.pointEnds.get(this.#writtenBytes) ?? 0) + points);
  }

  take(batches: readonly PackedBatch[]): void {
    for (const batch of batches) {
      expect(this.#outside.some(({ buffer }) => buffer === batch.buffer)).toBe(false);
      this.#outside.push(batch);
      for (const payload of payloadsOf(batch, this.packer.prefixBytes)) this.#check(payload);
    }
  }

  #check({ body, prefix, points }: ReturnType<typeof payloadsOf>[number]): void {
    expect(body.length).toBeGreaterThan(0);
    expect(body.length).toBeLessThanOrEqual(this.#maxPayloadBytes);
    if (this.#lengthPrefix === 'uint32le') expect(prefix.readUInt32LE()).toBe(body.length);
    if (this.#lengthPrefix === 'uint32be') expect(prefix.readUInt32BE()).toBe(body.length);
    const start = this.#takenBytes;
    this.taken.push(body);
    this.#takenBytes += body.length;
    expect(this.recordEnds.has(this.#takenBytes)).toBe(true);
    let ended = 0;
    for (const [end, count] of this.pointEnds) if (end > start && end <= this.#takenBytes) ended += count;
    expect(points).toBe(ended);
  }

  #release(count: number): void {
    for (const batch of this.#outside.splice(0, count)) {
      // whoever uses the buffer next must not find in it what is not sent yet
      batch.buffer.fill(0xff);
      this.packer.release(batch);
    }
  }
}

describe('whatever is written into the packer', () => {
  it('comes out once, in order, in payloads within the limit, with its points', () => {
    fc.assert(
      fc.property(
        limits,
        fc.constantFrom(undefined, 'uint32le' as const, 'uint32be' as const),
        fc.array(step, { maxLength: 25 }),
        (maxPayloadBytes, lengthPrefix, steps) => {
          const witness = new Witness(maxPayloadBytes, lengthPrefix);
          for (const one of steps) witness.run(one);
          witness.take(witness.packer.takeAll());
          expect(Buffer.concat(witness.taken).equals(Buffer.concat(witness.written))).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });
});
