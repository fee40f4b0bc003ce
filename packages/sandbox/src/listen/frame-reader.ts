import type { ConnectionReader } from './listener.js';

const prefixBytes = 4;

/** What to do with frames, and with what breaks the framing. */
export interface FrameSink {
  frame(bytes: Buffer): void;
  /** A frame announced `length` bytes, more than allowed; the connection is dropped. */
  tooLong(length: number): void;
  /** The connection ended within a frame. */
  unfinished(bytes: Buffer): void;
}

/** How the length before a frame is written: `little-endian` by DogStatsD, `big-endian` by Graphite. */
export type ByteOrder = 'little-endian' | 'big-endian';

/** Splits a stream of frames, each behind its length as a uint32. */
export class FrameReader implements ConnectionReader {
  readonly #sink: FrameSink;
  readonly #maxFrameBytes: number;
  readonly #byteOrder: ByteOrder;
  #pending = Buffer.alloc(0);

  constructor(sink: FrameSink, maxFrameBytes: number, byteOrder: ByteOrder = 'little-endian') {
    this.#sink = sink;
    this.#maxFrameBytes = maxFrameBytes;
    this.#byteOrder = byteOrder;
  }

  read(chunk: Buffer): boolean {
    const bytes = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    let start = 0;
    while (bytes.length - start >= prefixBytes) {
      const length = this.#byteOrder === 'big-endian' ? bytes.readUInt32BE(start) : bytes.readUInt32LE(start);
      if (length > this.#maxFrameBytes) return this.#drop(length);
      const end = start + prefixBytes + length;
      if (end > bytes.length) break;
      this.#sink.frame(bytes.subarray(start + prefixBytes, end));
      start = end;
    }
    this.#pending = Buffer.from(bytes.subarray(start));
    return true;
  }

  end(): void {
    if (this.#pending.length > 0) this.#sink.unfinished(this.#pending);
  }

  #drop(length: number): false {
    this.#pending = Buffer.alloc(0);
    this.#sink.tooLong(length);
    return false;
  }
}
