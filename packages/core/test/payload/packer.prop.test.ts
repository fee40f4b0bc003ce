import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PackedBatch, Packer, type PackerOptions } from '../../src/payload/packer.js';
import { type Payload, payloadsOf, writeRecord } from './packed.js';

/** What `sample-family` of the StatsD encoder may write behind a record before it knows that it is too long. */
const OVERRUN_BYTES = 512;

const limits = fc.oneof(
  fc.constantFrom(16, 512, 1432, 8192, 16_384, 65_507, 100_000),
  fc.nat(2000).map((n) => n + 16),
);

const nothing = Buffer.alloc(0);
const wrappings = fc.oneof(
  fc.constant(undefined),
  fc.record({
    head: fc.constantFrom(nothing, Buffer.from('['), Buffer.from([0x80, 2, 0x5d, 0x28])),
    separator: fc.constantFrom(nothing, Buffer.from(','), Buffer.from(',\r\n')),
    tail: fc.constantFrom(nothing, Buffer.from(']'), Buffer.from('e.')),
  }),
);

interface Step {
  /** Of the longest record. */
  readonly share: number;
  readonly records: number;
  readonly recordsOfPoint: number;
  readonly points: number;
  readonly afterwards: 'go on' | 'take ready' | 'take all' | 'release one' | 'release all' | 'add payload';
}

const step: fc.Arbitrary<Step> = fc.record({
  share: fc.oneof(fc.constantFrom(0, 0.25, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true })),
  records: fc.integer({ min: 1, max: 40 }),
  recordsOfPoint: fc.integer({ min: 1, max: 7 }),
  points: fc.nat(3),
  afterwards: fc.constantFrom('go on', 'take ready', 'take all', 'release one', 'release all', 'add payload'),
});

interface Written {
  readonly bytes: Buffer;
  points: number;
  /** A whole payload that was packed before, by when it was made. */
  readonly madeAt?: number;
}

/** A packer, and beside it what it was given and has given back. */
class Witness {
  readonly packer: Packer;
  /** What was written and is not yet taken. */
  readonly #waiting: Written[] = [];
  readonly #options: PackerOptions;
  #outside: PackedBatch[] = [];
  #count = 0;

  constructor(options: PackerOptions) {
    this.#options = options;
    this.packer = new Packer(options);
  }

  get isEmpty(): boolean {
    return this.#waiting.length === 0;
  }

  run(step: Step): void {
    const bytes = Math.max(1, Math.floor(step.share * this.packer.maxRecordBytes));
    for (let i = 1; i <= step.records; i += 1) {
      const record = this.#write(bytes);
      if (i < step.records && i % step.recordsOfPoint !== 0) continue;
      this.packer.endPoint(step.points);
      record.points += step.points;
    }
    if (step.afterwards === 'take ready') this.take(this.packer.takeReady());
    if (step.afterwards === 'take all') this.take(this.packer.takeAll());
    if (step.afterwards === 'release one') this.#release(1);
    if (step.afterwards === 'release all') this.#release(this.#outside.length);
    if (step.afterwards === 'add payload') this.#addPayload(step);
  }

  #next(length: number): Buffer {
    this.#count += 1;
    return Buffer.alloc(length, this.#count % 251);
  }

  #write(length: number): Written {
    const record = { bytes: this.#next(length), points: 0 };
    writeRecord(this.packer, record.bytes);
    this.#waiting.push(record);
    this.#expectRoom();
    return record;
  }

  #addPayload({ share, points }: Step): void {
    const payload = this.#next(Math.max(1, Math.floor(share * this.#options.maxPayloadBytes)));
    const madeAt = -this.#count;
    this.packer.addPayload(payload, points, madeAt);
    this.#waiting.push({ bytes: payload, points, madeAt });
    this.#expectRoom();
  }

  #expectRoom(): void {
    const room = this.packer.buffer.length - this.packer.position;
    expect(room).toBeGreaterThanOrEqual(this.packer.maxRecordBytes + OVERRUN_BYTES);
    expect(this.#outside.some(({ buffer }) => buffer === this.packer.buffer)).toBe(false);
  }

  take(batches: readonly PackedBatch[]): void {
    for (const batch of batches) {
      expect(this.#outside.some(({ buffer }) => buffer === batch.buffer)).toBe(false);
      this.#outside.push(batch);
      payloadsOf(batch, this.packer.prefixBytes).forEach((payload, i) => {
        this.#check(payload, batch.madeAt[i] as number);
      });
    }
  }

  #check({ body, prefix, points }: Payload, madeAt: number): void {
    const { lengthPrefix, maxPayloadBytes } = this.#options;
    expect(body.length).toBeLessThanOrEqual(maxPayloadBytes);
    if (lengthPrefix === 'uint32le') expect(prefix.readUInt32LE()).toBe(body.length);
    if (lengthPrefix === 'uint32be') expect(prefix.readUInt32BE()).toBe(body.length);
    if (madeAt >= 0) expect(points).toBe(this.#checkRecords(body));
    else expect(this.#waiting.shift()).toEqual({ bytes: body, points, madeAt });
  }

  /** Returns how many points have ended in it. */
  #checkRecords(body: Buffer): number {
    const { head, separator, tail } = this.#options.wrapping ?? {
      head: nothing,
      separator: nothing,
      tail: nothing,
    };
    const end = body.length - tail.length;
    expect(body.subarray(0, head.length).equals(head)).toBe(true);
    expect(body.subarray(end).equals(tail)).toBe(true);
    let position = head.length;
    let points = 0;
    let records = 0;
    do {
      records += 1;
      if (position > head.length) {
        expect(body.subarray(position, position + separator.length).equals(separator)).toBe(true);
        position += separator.length;
      }
      const record = this.#waiting.shift() as Written;
      expect(body.subarray(position, position + record.bytes.length).equals(record.bytes)).toBe(true);
      position += record.bytes.length;
      points += record.points;
    } while (position < end);
    expect(position).toBe(end);
    expect(records).toBeLessThanOrEqual(this.#options.maxRecords ?? Number.POSITIVE_INFINITY);
    return points;
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
  it('comes out once, in order, wrapped, in payloads within the limit, with its points', () => {
    fc.assert(
      fc.property(
        limits,
        fc.constantFrom(undefined, 'uint32le' as const, 'uint32be' as const),
        wrappings,
        fc.constantFrom(undefined, undefined, 1, 2, 7),
        fc.array(step, { maxLength: 25 }),
        (maxPayloadBytes, lengthPrefix, wrapping, maxRecords, steps) => {
          const witness = new Witness({ maxPayloadBytes, lengthPrefix, wrapping, maxRecords });
          for (const one of steps) witness.run(one);
          witness.take(witness.packer.takeAll());
          expect(witness.isEmpty).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});
