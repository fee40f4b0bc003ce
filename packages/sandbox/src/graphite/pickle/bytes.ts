import { PickleProblem } from './problem.js';

/** The bytes of a pickle, read from front to back. */
export class PickleBytes {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  take(count: number): Buffer {
    if (count > this.left) throw new PickleProblem('it is cut off');
    this.#at += count;
    return this.#bytes.subarray(this.#at - count, this.#at);
  }

  /** What stands before the next line feed, of protocol 0. */
  line(): Buffer {
    const end = this.#bytes.indexOf(0x0a, this.#at);
    if (end < 0) throw new PickleProblem('it is cut off');
    const line = this.take(end - this.#at);
    this.#at += 1;
    return line;
  }

  /** As many bytes as a length of `size` bytes in front of them says. */
  counted(size: 1 | 4 | 8): Buffer {
    if (size === 8) return this.take(Number(this.take(8).readBigUInt64LE()));
    return this.take(this.take(size).readUIntLE(0, size));
  }
}
