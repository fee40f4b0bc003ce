import { type Packer, unixSeconds } from '@otelwire/core';
import type { Dialect } from '../wire/dialect.js';
import { writeLevel } from '../wire/level.js';
import { type RecordShape, type Refusal, writeRecord } from '../wire/record.js';
import type { Target } from '../wire/target.js';
import { eventLine, type Line, type LineRefusal } from './event-line.js';
import type { CallOptions, DogStatsdEvent, ServiceCheck, Tags, TimedCallOptions } from './metrics.js';
import { type KnownName, NameTable, type RecordType } from './name-table.js';
import type { Scope } from './scope.js';
import { serviceCheckLine } from './service-check-line.js';
import { type MemberRefusal, setMember } from './set-member.js';
import { type TagBlock, TagTable } from './tag-table.js';
import { writeLine, writeTextRecord } from './text-record.js';

/** Why a call is not sent. */
export type CallRefusal = Refusal | MemberRefusal | LineRefusal | 'negative_sample' | 'timestamp_unsupported';

/** The Agent reads no more of a datagram or frame. */
const MAX_LINE_BYTES = 8192;

/** Turns calls into records. What it caches is bounded, so that names and tags may come from anywhere. */
export class RecordWriter {
  readonly #dialect: Dialect;
  readonly #target: Target;
  readonly #suffix: string;
  readonly #names: NameTable;
  readonly #tags: TagTable;

  constructor(wire: { dialect: Dialect; target: Target; suffix: string }, scope: Scope) {
    this.#dialect = wire.dialect;
    this.#target = wire.target;
    this.#suffix = wire.suffix;
    this.#names = new NameTable(wire.dialect, scope.prefix);
    this.#tags = new TagTable(wire.dialect, scope.tags, wire.suffix);
  }

  /** A name as it stands on the wire; `undefined` for what is none. */
  known(name: string): KnownName | undefined {
    return this.#names.find(name);
  }

  /** The tags of a call as they stand on the wire. Throws for what are no tags. */
  block(options: { readonly tags?: Tags | undefined } | undefined): TagBlock {
    const tags = options?.tags;
    if (tags === undefined || tags === null) return this.#tags.none;
    // the recorder counts it as invalid options
    if (typeof tags !== 'object') throw new TypeError('tags are an object or a list');
    return this.#tags.find(tags);
  }

  /** A record whose value is a number. */
  number(
    packer: Packer,
    type: Exclude<RecordType, 's'>,
    name: string,
    value: number,
    rate: number,
    options: TimedCallOptions | undefined,
  ): CallRefusal | undefined {
    const known = this.known(name);
    if (known === undefined) return 'invalid_name';
    const block = this.block(options);
    if (type === 'c') {
      const shape =
        options?.timestamp === undefined
          ? known.shape('c', rate)
          : this.#timed(known, 'c', options.timestamp);
      return typeof shape === 'string' ? shape : writeRecord(packer, shape, block, value);
    }
    if (type === 'g') {
      const shape =
        options?.timestamp === undefined
          ? known.shape('g', rate)
          : this.#timed(known, 'g', options.timestamp);
      if (typeof shape === 'string') return shape;
      return writeLevel(packer, shape, block, value, this.#target.signedGaugesAreLevels);
    }
    // the Etsy daemon and Telegraf refuse them
    if (type !== '+' && value < 0 && this.#dialect.name !== 'dogstatsd') return 'negative_sample';
    return writeRecord(packer, known.shape(type, rate), block, value);
  }

  /** A change of a gauge, which a sign marks. */
  change(
    packer: Packer,
    name: string,
    change: number,
    rate: number,
    options: CallOptions | undefined,
  ): CallRefusal | undefined {
    const known = this.known(name);
    if (known === undefined) return 'invalid_name';
    return writeRecord(packer, known.shape(change < 0 ? 'g' : '+', rate), this.block(options), change);
  }

  member(
    packer: Packer,
    name: string,
    value: string | number,
    rate: number,
    options: CallOptions | undefined,
  ): CallRefusal | undefined {
    const known = this.known(name);
    if (known === undefined) return 'invalid_name';
    const member = setMember(value, this.#dialect.name);
    if ('refusal' in member) return member.refusal;
    return writeTextRecord(packer, known.shape('s', rate), this.block(options), member.text);
  }

  event(packer: Packer, event: DogStatsdEvent): CallRefusal | undefined {
    const { text } = this.block(event);
    return this.#line(packer, eventLine(event, text + this.#suffix, this.#maxLineBytes(packer)));
  }

  serviceCheck(packer: Packer, check: ServiceCheck): CallRefusal | undefined {
    const { text } = this.block(check);
    return this.#line(packer, serviceCheckLine(check, text, this.#suffix, this.#maxLineBytes(packer)));
  }

  #timed(known: KnownName, type: 'c' | 'g', timestamp: Date | number): RecordShape | CallRefusal {
    if (!this.#target.timestamps) return 'timestamp_unsupported';
    const seconds = unixSeconds(timestamp);
    return seconds === undefined ? 'invalid_timestamp' : known.timedShape(type, seconds);
  }

  #line(packer: Packer, line: Line): CallRefusal | undefined {
    return 'refusal' in line ? line.refusal : writeLine(packer, line.line);
  }

  #maxLineBytes(packer: Packer): number {
    return Math.min(packer.maxRecordBytes, MAX_LINE_BYTES);
  }
}
