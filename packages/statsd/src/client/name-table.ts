import { formatNumber } from '@otelwire/core';
import type { Dialect } from '../wire/dialect.js';
import { type RecordShape, recordShape } from '../wire/record.js';

/** What a record can be; `+` is a gauge that rises. */
export type RecordType = 'c' | 'g' | '+' | 's' | 'ms' | 'h' | 'd';

const MAX_NAMES = 10_000;
const MAX_RATES = 16;

type Shapes = { [type in RecordType]: RecordShape | undefined };

function noShapes(): Shapes {
  return {
    c: undefined,
    g: undefined,
    '+': undefined,
    s: undefined,
    ms: undefined,
    h: undefined,
    d: undefined,
  };
}

const PLUS = 0x2b;

/** A name as it stands on the wire, and the shapes of its records, made when they are first needed. */
export class KnownName {
  readonly name: string;
  readonly #dialect: Dialect;
  readonly #unsampled = noShapes();
  readonly #sampled = new Map<number, Shapes>();

  constructor(dialect: Dialect, name: string) {
    this.#dialect = dialect;
    this.name = name;
  }

  shape(type: RecordType, rate: number): RecordShape {
    const shapes = rate === 1 ? this.#unsampled : this.#shapesOf(rate);
    shapes[type] ??= this.#make(type, rate, '');
    return shapes[type];
  }

  /** The shape of a record with a timestamp. */
  timedShape(type: 'c' | 'g', seconds: number): RecordShape {
    return this.#make(type, 1, `|T${seconds}`);
  }

  #shapesOf(rate: number): Shapes {
    let shapes = this.#sampled.get(rate);
    if (shapes === undefined) {
      if (this.#sampled.size >= MAX_RATES) this.#sampled.clear();
      shapes = noShapes();
      this.#sampled.set(rate, shapes);
    }
    return shapes;
  }

  #make(type: RecordType, rate: number, end: string): RecordShape {
    const after = `|${type === '+' ? 'g' : type}${rate === 1 ? '' : `|@${formatNumber(rate)}`}`;
    const shape = recordShape(this.#dialect, this.name, '', after, end);
    if (type !== '+') return shape;
    const between = new Uint8Array([...shape.between, PLUS]);
    return { ...shape, between, byteLength: shape.byteLength + 1 };
  }
}

/** The names of a client: each is sanitised once. */
export class NameTable {
  readonly #dialect: Dialect;
  readonly #prefix: string;
  readonly #names = new Map<string, KnownName>();

  constructor(dialect: Dialect, prefix: string) {
    this.#dialect = dialect;
    this.#prefix = prefix;
  }

  /** `undefined` for what is no name. */
  find(name: string): KnownName | undefined {
    return this.#names.get(name) ?? this.#make(name);
  }

  #make(name: unknown): KnownName | undefined {
    if (typeof name !== 'string' || name === '') return undefined;
    if (this.#names.size >= MAX_NAMES) this.#names.clear();
    const known = new KnownName(this.#dialect, this.#dialect.metricName(`${this.#prefix}${name}`));
    this.#names.set(name, known);
    return known;
  }
}
