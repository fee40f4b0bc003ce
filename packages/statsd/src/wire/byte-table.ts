/** A power of two. */
const FIRST_SLOTS = 256;
const FIRST_BYTES = 4096;

/** Texts of bytes, numbered in the order in which they were first seen. */
export class ByteTable {
  /** By number, one byte a character. */
  readonly texts: string[] = [];
  #bytes: Uint8Array = new Uint8Array(FIRST_BYTES);
  /** Where each text ends in the bytes; the next begins there. */
  readonly #ends: number[] = [];
  readonly #hashes: number[] = [];
  /** Open addressing: a number and one, or zero. No more than half are used. */
  #slots = new Int32Array(FIRST_SLOTS);

  /** The number of `source[start … end]`. */
  numberOf(source: Buffer, start: number, end: number): number {
    const hash = hashOf(source, start, end);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let found = this.#slots[slot]!; found !== 0; found = this.#slots[slot]!) {
      if (this.#hashes[found - 1] === hash && this.#is(found - 1, source, start, end)) return found - 1;
      slot = (slot + 1) & mask;
    }
    return this.#add(hash, source, start, end);
  }

  #is(number: number, source: Buffer, start: number, end: number): boolean {
    const bytes = this.#bytes;
    const from = number === 0 ? 0 : this.#ends[number - 1]!;
    if (this.#ends[number]! - from !== end - start) return false;
    const offset = from - start;
    for (let i = start; i < end; i += 1) if (bytes[i + offset] !== source[i]) return false;
    return true;
  }

  #add(hash: number, source: Buffer, start: number, end: number): number {
    const number = this.texts.push(source.toString('latin1', start, end)) - 1;
    const from = this.#ends.at(-1) ?? 0;
    const to = from + end - start;
    if (to > this.#bytes.length) this.#bytes = grown(this.#bytes, to);
    this.#bytes.set(source.subarray(start, end), from);
    this.#ends.push(to);
    this.#hashes.push(hash);
    if (this.texts.length * 2 > this.#slots.length) this.#slots = new Int32Array(this.#slots.length * 2);
    else {
      this.#place(number);
      return number;
    }
    for (let i = 0; i <= number; i += 1) this.#place(i);
    return number;
  }

  #place(number: number): void {
    const mask = this.#slots.length - 1;
    let slot = this.#hashes[number]! & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = number + 1;
  }
}

function grown(bytes: Uint8Array, atLeast: number): Uint8Array {
  const next = new Uint8Array(Math.max(2 * bytes.length, atLeast));
  next.set(bytes);
  return next;
}

/** Four bytes at a time: a third of what one after the other takes. */
function hashOf(bytes: Buffer, start: number, end: number): number {
  let hash = end - start;
  let at = start;
  for (; at + 4 <= end; at += 4) {
    const word = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    hash = Math.imul(hash ^ word, 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  for (; at < end; at += 1) hash = Math.imul(hash ^ bytes[at]!, 0x9e3779b1);
  return hash ^ (hash >>> 15);
}
