const LINE_FEED = 10;

/** Puts the lines of a subscription together, wherever its chunks begin and end. */
export class EventLines {
  readonly #maxLineBytes: number;
  #chunks: Uint8Array[] = [];
  #bytes = 0;

  constructor(maxLineBytes: number) {
    this.#maxLineBytes = maxLineBytes;
  }

  /** Whether a line has begun and not ended. */
  get isWithinLine(): boolean {
    return this.#bytes > 0;
  }

  /** Whether the line that has begun is longer than allowed. */
  get isTooLong(): boolean {
    return this.#bytes > this.#maxLineBytes;
  }

  /** The lines that end in this chunk; empty ones, which keep a connection alive, are left out. */
  push(chunk: Uint8Array): string[] {
    const lines: string[] = [];
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      const line = Buffer.concat([...this.#chunks, chunk.subarray(start, end)]).toString();
      this.#chunks = [];
      this.#bytes = 0;
      start = end + 1;
      if (line.trim() !== '') lines.push(line);
    }
    if (start < chunk.length) {
      this.#chunks.push(chunk.subarray(start));
      this.#bytes += chunk.length - start;
    }
    return lines;
  }
}
