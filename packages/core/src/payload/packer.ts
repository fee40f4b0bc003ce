import type { Batch } from '../transport/transport.js';

/** A batch and what it carries, for the accounting. */
export interface PackedBatch extends Batch {
  /** How many points had ended by the end of each payload: `points[i]` belongs to `ends[i]`. */
  readonly points: number[];
  /** The export or flush that it belongs to; later ones have higher numbers. */
  readonly sequence: number;
  /** Batches are numbered as they fill: what is in one with a higher number was written later. */
  readonly order: number;
}

export interface PackerOptions {
  /** No payload is longer, its length prefix not counted. */
  readonly maxPayloadBytes: number;
  /** No record is longer, where the receiver takes less than a payload. Default: 16,384, or the payload. */
  readonly maxRecordBytes?: number | undefined;
  /** A 4-byte length before each payload, as stream protocols with frames want it. Default none. */
  readonly lengthPrefix?: 'uint32le' | 'uint32be' | undefined;
}

const PREFIX_BYTES = 4;
const MAX_SPARE_BUFFERS = 8;
/** One write of 64 KiB costs a seventh of the same bytes in datagrams; larger ones gain nothing more. */
const SLAB_BYTES = 65_536;
/** An encoder learns how long a number is by writing it: so much may lie behind a record that turns out too long. */
const SLACK_BYTES = 512;
/** A longer record is refused by every receiver that we know: 8,192 is the Datadog Agent's buffer, 16,384 carbon's. */
const MAX_RECORD_BYTES = 16_384;

/**
 * Collects records into payloads of at most `maxPayloadBytes`, and payloads into batches of about 64 KiB.
 *
 * An encoder asks `fits(bytes)`, writes into `buffer` from `position` on, moves `position` behind what it wrote and
 * calls `endRecord()`; after the last record of a data point it calls `endPoint()`. Nothing is allocated for a record.
 */
export class Packer {
  /** Where to write. Read it anew for each record: it is replaced when it is full. */
  buffer: Uint8Array;
  /** The next free byte of `buffer`. */
  position: number;
  /** The longest record that can be sent. */
  readonly maxRecordBytes: number;
  /** Number of the export or flush that is being packed. */
  sequence = 0;

  readonly #maxPayloadBytes: number;
  readonly #lengthPrefix: 'uint32le' | 'uint32be' | undefined;
  /** Bytes before each payload that are not records. */
  readonly prefixBytes: number;
  readonly #spareBuffers: Uint8Array[] = [];
  #payloadStart = 0;
  #recordStart: number;
  #ends: number[] = [];
  #points: number[] = [];
  #pointCount = 0;
  #ready: PackedBatch[] = [];
  #batchCount = 0;

  constructor(options: PackerOptions) {
    this.#maxPayloadBytes = options.maxPayloadBytes;
    this.#lengthPrefix = options.lengthPrefix;
    this.prefixBytes = options.lengthPrefix === undefined ? 0 : PREFIX_BYTES;
    this.maxRecordBytes = Math.min(options.maxPayloadBytes, options.maxRecordBytes ?? MAX_RECORD_BYTES);
    this.buffer = this.#newBuffer();
    this.position = this.#recordStart = this.prefixBytes;
  }

  /** Whether a record of `bytes` can be sent at all. The room for it is always there. */
  fits(bytes: number): boolean {
    return bytes <= this.maxRecordBytes;
  }

  /** Closes the record that ends at `position`. */
  endRecord(): void {
    if (this.position - this.#payloadStart - this.prefixBytes > this.#maxPayloadBytes)
      this.#startNextPayload();
    this.#recordStart = this.position;
    if (this.position + this.prefixBytes + this.maxRecordBytes + SLACK_BYTES > this.buffer.length)
      this.#startNextBatch();
  }

  /** Counts `points` data points as complete: they share the fate of the payload that holds their last record. */
  endPoint(points = 1): void {
    this.#pointCount += points;
  }

  /** Whether full batches wait to be taken. */
  get hasReady(): boolean {
    return this.#ready.length > 0;
  }

  /** How many full batches wait to be taken. */
  get readyCount(): number {
    return this.#ready.length;
  }

  /** Takes the batches that are full. */
  takeReady(): PackedBatch[] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  /** Takes all that was written, the last short payload too. */
  takeAll(): PackedBatch[] {
    if (this.#recordStart > this.#payloadStart + this.prefixBytes) this.#closePayload(this.#recordStart);
    if (this.#ends.length > 0) this.#closeBatch();
    return this.takeReady();
  }

  /** Gives back the buffer of a batch whose fate is known. */
  release(batch: Batch): void {
    if (this.#spareBuffers.length < MAX_SPARE_BUFFERS) this.#spareBuffers.push(batch.buffer);
  }

  #newBuffer(): Uint8Array {
    const slabBytes =
      Math.max(SLAB_BYTES, this.#maxPayloadBytes) + this.maxRecordBytes + 3 * PREFIX_BYTES + SLACK_BYTES;
    return this.#spareBuffers.pop() ?? new Uint8Array(slabBytes);
  }

  /** The record just written does not fit any more: the payload ends before it, and it begins the next. */
  #startNextPayload(): void {
    const start = this.#recordStart;
    this.#closePayload(start);
    if (this.prefixBytes > 0) {
      this.buffer.copyWithin(start + this.prefixBytes, start, this.position);
      this.position += this.prefixBytes;
    }
  }

  #closePayload(end: number): void {
    if (this.#lengthPrefix !== undefined) {
      const view = new DataView(this.buffer.buffer, this.buffer.byteOffset, this.buffer.byteLength);
      view.setUint32(
        this.#payloadStart,
        end - this.#payloadStart - PREFIX_BYTES,
        this.#lengthPrefix === 'uint32le',
      );
    }
    this.#ends.push(end);
    this.#points.push(this.#pointCount);
    this.#payloadStart = end;
  }

  /**
   * The buffer is full: its payloads become a batch, and the one that is not full yet moves to a new buffer. There is a
   * full one, since a buffer is longer than a payload and a record.
   */
  #startNextBatch(): void {
    const { buffer } = this;
    const start = this.#payloadStart;
    const end = this.#recordStart;
    const pointsInBatch = this.#points.at(-1) as number;
    const pointsLeft = this.#pointCount - pointsInBatch;
    this.#closeBatch();
    this.buffer.set(buffer.subarray(start, end));
    this.position = this.#recordStart = Math.max(end - start, this.prefixBytes);
    this.#pointCount = pointsLeft;
  }

  #closeBatch(): void {
    this.#ready.push({
      buffer: this.buffer,
      ends: this.#ends,
      points: this.#points,
      sequence: this.sequence,
      order: this.#batchCount,
    });
    this.#batchCount += 1;
    this.buffer = this.#newBuffer();
    this.#ends = [];
    this.#points = [];
    this.#pointCount = 0;
    this.#payloadStart = 0;
    this.position = this.#recordStart = this.prefixBytes;
  }
}
