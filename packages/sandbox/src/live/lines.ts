import type { BackendName } from '../backend-name.js';
import type { Defect } from '../defect.js';
import { ownCopy } from '../own-copy.js';
import type { RawLine } from './messages.js';

const maxTextLength = 1000;

/** What is told of a line. */
export interface LineNotes {
  readonly isTaken: boolean;
  readonly defects: readonly Defect<string>[];
}

const taken: LineNotes = { isTaken: true, defects: [] };

/** Most lines share theirs. */
export function notesOf(isTaken: boolean, defects: readonly Defect<string>[]): LineNotes {
  return isTaken && defects.length === 0 ? taken : { isTaken, defects };
}

/** The last lines of one backend. A line that arrives is written over the oldest: nothing is made for it. */
export class Lines {
  readonly #backend: BackendName;
  readonly #maxLines: number;
  readonly #texts: string[] = [];
  readonly #notes: LineNotes[] = [];
  readonly #numbers: number[] = [];
  readonly #times: number[] = [];
  /** Where the next line goes. */
  #next = 0;

  constructor(backend: BackendName, maxLines: number) {
    this.#backend = backend;
    this.#maxLines = maxLines;
  }

  add(text: string, notes: LineNotes, number: number, atMillis: number): void {
    const at = this.#next;
    this.#texts[at] = text.length > maxTextLength ? ownCopy(text.slice(0, maxTextLength)) : text;
    this.#notes[at] = notes;
    this.#numbers[at] = number;
    this.#times[at] = atMillis;
    this.#next = (at + 1) % this.#maxLines;
  }

  /** The last `count`, newest last. */
  last(count: number): RawLine[] {
    const length = this.#texts.length;
    const wanted = Math.min(count, length);
    return Array.from({ length: wanted }, (_, i) =>
      this.#lineAt((this.#next - wanted + i + length) % length),
    );
  }

  reset(): void {
    this.#texts.length = this.#notes.length = this.#numbers.length = this.#times.length = 0;
    this.#next = 0;
  }

  #lineAt(at: number): RawLine {
    const { isTaken, defects } = this.#notes[at]!;
    return {
      number: this.#numbers[at]!,
      atMillis: this.#times[at]!,
      backend: this.#backend,
      text: this.#texts[at]!,
      isTaken,
      defects: defects.map(({ code, level, message, column }) => ({
        code,
        level,
        message,
        ...(column === undefined ? undefined : { column }),
      })),
    };
  }
}
