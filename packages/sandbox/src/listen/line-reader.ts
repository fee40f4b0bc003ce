import type { ConnectionReader } from './listener.js';

const lineFeed = 0x0a;

/** What to do with lines, and with pieces that are none. */
export interface LineSink {
  line(bytes: Buffer): void;
  /** A line is longer than `maxLineBytes`; it is skipped to its end. */
  tooLong(bytes: Buffer): void;
  /** The connection ended within a line. */
  unfinished(bytes: Buffer, inOrder: boolean): void;
}

/** Splits a stream at line feeds, wherever its chunks begin and end. */
export class LineReader implements ConnectionReader {
  readonly #sink: LineSink;
  readonly #maxLineBytes: number;
  #pieces: Buffer[] = [];
  #pendingBytes = 0;
  #isSkipping = false;

  constructor(sink: LineSink, maxLineBytes: number) {
    this.#sink = sink;
    this.#maxLineBytes = maxLineBytes;
  }

  read(chunk: Buffer): boolean {
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      this.#finish(chunk.subarray(start, end));
      start = end + 1;
    }
    if (start < chunk.length) this.#hold(chunk.subarray(start));
    return true;
  }

  end(inOrder: boolean): void {
    if (this.#pendingBytes > 0 && !this.#isSkipping) this.#sink.unfinished(this.#take(), inOrder);
  }

  #finish(rest: Buffer): void {
    if (this.#isSkipping) {
      this.#isSkipping = false;
      return;
    }
    this.#pieces.push(rest);
    const line = this.#take();
    if (line.length > this.#maxLineBytes) this.#sink.tooLong(line);
    else this.#sink.line(line);
  }

  #hold(piece: Buffer): void {
    if (this.#isSkipping) return;
    this.#pieces.push(piece);
    this.#pendingBytes += piece.length;
    if (this.#pendingBytes <= this.#maxLineBytes) return;
    this.#sink.tooLong(this.#take());
    this.#isSkipping = true;
  }

  #take(): Buffer {
    const line = this.#pieces.length === 1 ? this.#pieces[0]! : Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#pendingBytes = 0;
    return line;
  }
}
