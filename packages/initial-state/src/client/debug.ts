import type { Batch } from '@otelwire/core';

/** Shows what the level asks for. What shows a line must not keep anything from being sent. */
export class Debug {
  readonly #level: number;
  readonly #show: (line: string) => void;

  constructor(level: number, show: ((line: string) => void) | undefined) {
    this.#level = level;
    this.#show = show ?? ((line) => void process.stderr.write(`${line}\n`));
  }

  /** Whether what goes wrong is thrown. */
  get throws(): boolean {
    return this.#level >= 2;
  }

  /** Level 1. */
  event(bucketKey: string, text: string): void {
    if (this.#level >= 1) this.#line(`${bucketKey}: ${text}`);
  }

  /** Level 2. */
  outcome(text: string): void {
    if (this.#level >= 2) this.#line(text);
  }

  /** Level 3. */
  bodies({ buffer, ends }: Batch): void {
    if (this.#level < 3) return;
    for (const [i, end] of ends.entries()) {
      this.#line(Buffer.from(buffer.subarray(ends[i - 1] ?? 0, end)).toString());
    }
  }

  #line(text: string): void {
    try {
      this.#show(text);
    } catch {
      // the application's business
    }
  }
}
