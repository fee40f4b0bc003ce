import { type Clock, systemClock } from '../clock.js';
import type { Batch } from '../transport/transport.js';

/** A batch and what it carries, for the accounting. */
export interface PackedBatch extends Batch {
  /** How many points had ended by the end of each payload: `points[i]` belongs to `ends[i]`. */
  readonly points: number[];
  /** When each payload was complete for the first time, by the monotonic clock; no two at the same moment. */
  readonly madeAt: number[];
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
  /** No payload has more records, where the receiver counts them. Default: as many as fit. */
  readonly maxRecords?: number | undefined;
  /** What a payload has around and between its records: the brackets and commas of an array. Default nothing. */
  readonly wrapping?: Wrapping | undefined;
  /** Default: the clock of the system. */
  readonly clock?: Clock | undefined;
}

/** Bytes of a payload that belong to no record; they count towards `maxPayloadBytes`. */
export interface Wrapping {
  readonly head: Uint8Array;
  readonly separator: Uint8Array;
  readonly tail: Uint8Array;
}

const nothing = new Uint8Array(0);
const PREFIX_BYTES = 4;
/** Between two payloads that a coarse clock gives the same time: their order is told by when they were made. */
const TICK_MILLIS = 0.001;
/** As many as a stream has in flight: with half of them, the other half was made anew by every large export, an eighth of its processor time. */
const MAX_SPARE_BUFFERS = 16;
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
  readonly maxPayloadBytes: number;
  /** Number of the export or flush that is being packed. */
  sequence = 0;

  readonly #maxRecords: number;
  readonly #lengthPrefix: 'uint32le' | 'uint32be' | undefined;
  readonly #wrapping: Wrapping;
  readonly #clock: Clock;
  /** Has to be free behind `position`: for a record, for what it may turn out too long, and for what surrounds it. */
  readonly #roomBytes: number;
  /** Bytes before each payload that are not of it. */
  readonly prefixBytes: number;
  readonly #spareBuffers: Uint8Array[] = [];
  /** Where the payload begins, with its length prefix. */
  #payloadStart = 0;
  /** Behind the last complete record. */
  #recordEnd = 0;
  /** Where the next record begins: there, or behind a separator. */
  #recordStart = 0;
  /** Complete ones of the payload. */
  #records = 0;
  /** Complete ones of the batch; the three lists hold at least as many, and never shrink: growing them anew cost 30 bytes a point. */
  #payloads = 0;
  readonly #ends: number[] = [];
  readonly #points: number[] = [];
  readonly #madeAt: number[] = [];
  #pointCount = 0;
  #lastMadeAt = Number.NEGATIVE_INFINITY;
  #ready: PackedBatch[] = [];
  #batchCount = 0;

  constructor(options: PackerOptions) {
    this.maxPayloadBytes = options.maxPayloadBytes;
    this.#maxRecords = options.maxRecords ?? Number.POSITIVE_INFINITY;
    this.#lengthPrefix = options.lengthPrefix;
    this.#wrapping = options.wrapping ?? { head: nothing, separator: nothing, tail: nothing };
    this.#clock = options.clock ?? systemClock;
    this.prefixBytes = options.lengthPrefix === undefined ? 0 : PREFIX_BYTES;
    this.maxRecordBytes = Math.min(
      options.maxPayloadBytes - this.#wrapping.head.length - this.#wrapping.tail.length,
      options.maxRecordBytes ?? MAX_RECORD_BYTES,
    );
    const { head, separator, tail } = this.#wrapping;
    const around = 2 * this.prefixBytes + head.length + separator.length + 2 * tail.length;
    this.#roomBytes = this.maxRecordBytes + around + SLACK_BYTES;
    this.buffer = this.#newBuffer();
    this.position = 0;
    this.#startPayload(0);
  }

  /** Whether a record of `bytes` can be sent at all. The room for it is always there. */
  fits(bytes: number): boolean {
    return bytes <= this.maxRecordBytes;
  }

  /** Closes the record that ends at `position`. */
  endRecord(): void {
    const { separator, tail } = this.#wrapping;
    const payloadBytes = this.position + tail.length - this.#payloadStart - this.prefixBytes;
    if (payloadBytes > this.maxPayloadBytes || this.#records >= this.#maxRecords) this.#startNextPayload();
    this.#records += 1;
    this.#recordEnd = this.position;
    // one by one: they are two bytes at the most, and a call of `set` would cost 20 ns for each record
    for (let i = 0; i < separator.length; i += 1) this.buffer[this.position + i] = separator[i] as number;
    this.position += separator.length;
    this.#recordStart = this.position;
    if (this.position + this.#roomBytes > this.buffer.length) this.#startNextBatch();
  }

  /** Counts `points` data points as complete: they share the fate of the payload that holds their last record. */
  endPoint(points = 1): void {
    this.#pointCount += points;
  }

  /**
   * Writes a payload that was packed before and could not be delivered, as it was: it shares its bytes with no other.
   * `madeAt` is what it was held with.
   */
  addPayload(payload: Uint8Array, points: number, madeAt: number): void {
    if (this.#hasRecords) this.#endPayload();
    const end = this.#payloadStart + this.prefixBytes + payload.length;
    if (end + this.#roomBytes > this.buffer.length) this.#closeBatch();
    const start = this.#payloadStart + this.prefixBytes;
    this.buffer.set(payload, start);
    this.#pointCount += points;
    this.#closePayload(start + payload.length, madeAt);
  }

  /** Ends the payload that has records; returns a moment after which those are made that are written from now on. */
  cut(): number {
    if (this.#hasRecords) this.#endPayload();
    return this.#lastMadeAt;
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
    if (this.#hasRecords) this.#endPayload();
    if (this.#payloads > 0) this.#closeBatch();
    return this.takeReady();
  }

  /** Gives back the buffer of a batch whose fate is known. */
  release(batch: Batch): void {
    if (this.#spareBuffers.length < MAX_SPARE_BUFFERS) this.#spareBuffers.push(batch.buffer);
  }

  get #hasRecords(): boolean {
    return this.#recordEnd > this.#payloadStart + this.prefixBytes + this.#wrapping.head.length;
  }

  #newBuffer(): Uint8Array {
    const payloadBytes = this.prefixBytes + this.maxPayloadBytes + this.#wrapping.separator.length;
    return this.#spareBuffers.pop() ?? new Uint8Array(Math.max(SLAB_BYTES, payloadBytes) + this.#roomBytes);
  }

  #startPayload(start: number): void {
    const { head } = this.#wrapping;
    this.#payloadStart = start;
    this.#records = 0;
    if (head.length > 0) this.buffer.set(head, start + this.prefixBytes);
    this.position = start + this.prefixBytes + head.length;
    this.#recordEnd = this.#recordStart = this.position;
  }

  /** The record just written does not fit any more: the payload ends before it, and it begins the next. */
  #startNextPayload(): void {
    const { head, tail } = this.#wrapping;
    const { position } = this;
    const recordStart = this.#recordStart;
    const payloadEnd = this.#recordEnd + tail.length;
    const newStart = payloadEnd + this.prefixBytes + head.length;
    // here and around it: a copy of nothing costs 20 ns, and each payload had three of them
    if (newStart !== recordStart) this.buffer.copyWithin(newStart, recordStart, position);
    this.#endPayload();
    this.position = newStart + position - recordStart;
  }

  #endPayload(): void {
    const { tail } = this.#wrapping;
    if (tail.length > 0) this.buffer.set(tail, this.#recordEnd);
    this.#lastMadeAt = Math.max(this.#clock.monotonicMillis(), this.#lastMadeAt + TICK_MILLIS);
    this.#closePayload(this.#recordEnd + tail.length, this.#lastMadeAt);
  }

  /** The payload that began last ends at `end`, and another begins. */
  #closePayload(end: number, madeAt: number): void {
    if (this.#lengthPrefix !== undefined) {
      const view = new DataView(this.buffer.buffer, this.buffer.byteOffset, this.buffer.byteLength);
      view.setUint32(
        this.#payloadStart,
        end - this.#payloadStart - PREFIX_BYTES,
        this.#lengthPrefix === 'uint32le',
      );
    }
    const index = this.#payloads;
    this.#payloads = index + 1;
    this.#ends[index] = end;
    this.#points[index] = this.#pointCount;
    this.#madeAt[index] = madeAt;
    this.#startPayload(end);
  }

  /**
   * The buffer is full: its payloads become a batch, and the one that is not full yet moves to a new buffer. There is a
   * full one, since a buffer is longer than a payload and a record.
   */
  #startNextBatch(): void {
    const { buffer, position } = this;
    const start = this.#payloadStart;
    const recordEnd = this.#recordEnd;
    const pointsInBatch = this.#points[this.#payloads - 1] as number;
    const pointsLeft = this.#pointCount - pointsInBatch;
    const records = this.#records;
    this.#closeBatch();
    this.#records = records;
    this.buffer.set(buffer.subarray(start, position));
    this.position = this.#recordStart = position - start;
    this.#recordEnd = recordEnd - start;
    this.#pointCount = pointsLeft;
  }

  #closeBatch(): void {
    this.#ready.push({
      buffer: this.buffer,
      ends: this.#ends.slice(0, this.#payloads),
      points: this.#points.slice(0, this.#payloads),
      madeAt: this.#madeAt.slice(0, this.#payloads),
      sequence: this.sequence,
      order: this.#batchCount,
    });
    this.#batchCount += 1;
    this.buffer = this.#newBuffer();
    this.#payloads = 0;
    this.#pointCount = 0;
    this.#startPayload(0);
  }
}
