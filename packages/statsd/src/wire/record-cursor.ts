import { endOfLevel } from './level.js';
import type { LineIndex, LineKind } from './line-index.js';

const NEWLINE = 10;
const COLON = 58;
const UNDERSCORE = 95;
const BAR = 124;
/** Events and service checks have no value apart from their text. */
const WHOLE = /^_(e\{|sc\|)/;
const WHOLE_BYTES = 4;

/** Goes through the records of a payload of ours. */
export class RecordCursor {
  readonly bytes: Buffer;
  readonly #index: LineIndex;
  readonly #hasPairs: boolean;
  /** Undefined: the record has to be taken as it is. */
  kind: LineKind | undefined;
  #start = 0;
  /** The value of the record. */
  valueStart = 0;
  valueEnd = 0;
  /** Whether its value is that of two lines, from zero down. */
  isPair = false;
  #end = -1;

  /** `hasPairs`: whether a level below zero takes two lines. */
  constructor(payload: Uint8Array, index: LineIndex, hasPairs: boolean) {
    this.bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.length);
    this.#index = index;
    this.#hasPairs = hasPairs;
  }

  /** Goes to the next record. False: there is none. */
  next(): boolean {
    const { bytes } = this;
    const start = this.#end + 1;
    if (start >= bytes.length) return false;
    this.#start = start;
    this.isPair = false;
    if (bytes[start] === UNDERSCORE && WHOLE.test(bytes.toString('latin1', start, start + WHOLE_BYTES))) {
      this.kind = undefined;
      this.#end = positionOf(NEWLINE, bytes, start);
      return true;
    }
    this.valueStart = positionOf(COLON, bytes, start) + 1;
    this.valueEnd = positionOf(BAR, bytes, this.valueStart);
    this.#end = positionOf(NEWLINE, bytes, this.valueEnd);
    this.kind = this.#index.find(bytes, start, this.valueStart, this.valueEnd, this.#end);
    if (this.#hasPairs && this.kind.kind === 'level') this.#joinPair();
    return true;
  }

  get isLast(): boolean {
    return this.#end + 1 >= this.bytes.length;
  }

  /** All of the record, one byte a character. */
  get text(): string {
    return this.bytes.toString('latin1', this.#start, this.#end);
  }

  get tailText(): string {
    return this.bytes.toString('latin1', this.valueEnd, this.#end);
  }

  get valueText(): string {
    return this.bytes.toString('latin1', this.valueStart, this.valueEnd);
  }

  #joinPair(): void {
    const end = endOfLevel(this.bytes, this.#start, this.valueStart, this.valueEnd, this.#end);
    if (end === undefined) return;
    this.isPair = true;
    const next = this.#end + 1;
    this.valueStart += next - this.#start;
    this.valueEnd += end - this.#end;
    this.#end = end;
  }
}

/** Where `byte` is next; the end, where it is not any more. */
function positionOf(byte: number, bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== byte) at += 1;
  return at;
}
