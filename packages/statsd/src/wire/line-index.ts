import type { Identity } from '@otelwire/core';
import { ByteTable } from './byte-table.js';
import { weightedTail } from './sample-lines.js';

/** What the lines of one head and one tail have in common. */
export interface LineKind extends Identity {
  /** `other`: what has to be looked at as text. */
  readonly kind: 'sum' | 'level' | 'values' | 'other';
  /** Of each value. */
  readonly weight: number;
}

type Tail = Omit<LineKind, 'head' | 'entry'>;

/** Finds what a line is by the bytes around its value. */
export class LineIndex {
  readonly #heads = new ByteTable();
  readonly #tails = new ByteTable();
  readonly #kindsOfTails: Tail[] = [];
  /** By the numbers of head and tail. */
  readonly #kinds: LineKind[][] = [];

  /** Of the line in `bytes` that begins at `start`, with the value from `headEnd` to `tailStart`. */
  find(bytes: Buffer, start: number, headEnd: number, tailStart: number, end: number): LineKind {
    const head = this.#heads.numberOf(bytes, start, headEnd);
    const tail = this.#tails.numberOf(bytes, tailStart, end);
    return this.#kinds[head]?.[tail] ?? this.#add(head, tail);
  }

  #add(head: number, tail: number): LineKind {
    this.#kindsOfTails[tail] ??= readTail(this.#tails.texts[tail]!);
    const kind = { head: this.#heads.texts[head]!, ...this.#kindsOfTails[tail], entry: undefined };
    this.#kinds[head] ??= [];
    this.#kinds[head][tail] = kind;
    return kind;
  }
}

/** The type of a record: letters after a bar. */
const TYPE = /^\|([a-z]+)/;

function readTail(tail: string): Tail {
  const type = TYPE.exec(tail)?.[1];
  if (type === 'c') return { tail, kind: 'sum', weight: 1 };
  if (type === 'g') return { tail, kind: 'level', weight: 1 };
  const weighted = weightedTail(tail);
  return weighted === undefined ? { tail, kind: 'other', weight: 1 } : { ...weighted, kind: 'values' };
}
