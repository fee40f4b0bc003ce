import type { Packer, Timer } from '@otelwire/core';
import { writeLevel } from '../wire/level.js';
import { type Refusal, writeRecord } from '../wire/record.js';
import { Aggregate, type AggregateType } from './aggregate.js';
import { emit } from './emit.js';
import type { KnownName } from './name-table.js';
import { type TagBlock, tagBlock } from './tag-table.js';
import { writeTextRecord } from './text-record.js';
import type { Wire } from './wire.js';

/** Series and members of sets that are held. They are written at once: of 200 bytes each they make the megabyte that an outlet sends without holding any of it. */
const MAX_RECORDS = 5_000;

/**
 * Holds what a client and its children have called, one aggregate a series, and writes it after the interval. A series
 * that was not called for a whole interval is forgotten.
 */
export class Aggregator {
  readonly #wire: Wire;
  readonly #intervalMillis: number;
  /**
   * By what the server tells series apart by. Gauges go first: of a payload that has to be held it is known how many calls it
   * carries, not which record carries how many; the last one gets the rest, and a count is never superseded.
   */
  readonly #held: Record<AggregateType, Map<string, Aggregate>> = {
    g: new Map(),
    c: new Map(),
    s: new Map(),
  };
  #records = 0;
  #timer: Timer | undefined;

  constructor(wire: Wire, intervalMillis: number) {
    this.#wire = wire;
    this.#intervalMillis = intervalMillis;
  }

  /** The aggregate of a series; undefined when there is no room for another one. */
  open(type: AggregateType, known: KnownName, block: TagBlock): Aggregate | undefined {
    const held = this.#held[type];
    const series = this.#canonical(block);
    const identity = known.name + series.text;
    let aggregate = held.get(identity);
    if (aggregate === undefined) {
      if (this.#isFull) return undefined;
      aggregate = new Aggregate(type, known, series);
      held.set(identity, aggregate);
      this.#records += 1;
      if (this.#timer === undefined) this.#arm();
    }
    return aggregate;
  }

  /** Counts a call of a member. Returns false when there is no room for another one. */
  addMember(set: Aggregate, member: string): boolean {
    set.members ??= new Map();
    const calls = set.members.get(member) ?? 0;
    if (calls === 0) {
      if (this.#isFull) return false;
      this.#records += 1;
    }
    set.members.set(member, calls + 1);
    return true;
  }

  /** Writes what is held of a series, for a record of it that is to come behind. */
  writeHeld(type: AggregateType, known: KnownName, block: TagBlock): void {
    const aggregate = this.#held[type].get(known.name + this.#canonical(block).text);
    if (aggregate !== undefined && aggregate.calls > 0) this.write(aggregate);
  }

  /** Writes everything that is held. */
  flush(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    for (const held of Object.values(this.#held)) {
      for (const [identity, aggregate] of held) {
        if (aggregate.calls > 0) {
          this.write(aggregate);
          continue;
        }
        aggregate.isHeld = false;
        held.delete(identity);
        this.#records -= 1;
      }
    }
    if (this.#records > 0) this.#arm();
  }

  /** Writes everything that is held, for the last time. */
  close(): void {
    this.flush();
    this.#timer?.cancel();
  }

  /** Writes what the calls of one series have come to, and begins anew. */
  write(aggregate: Aggregate): void {
    const { block, calls, isLevel, known, type, value } = aggregate;
    aggregate.calls = 0;
    aggregate.value = 0;
    aggregate.isLevel = false;
    if (type === 's') this.#writeMembers(aggregate);
    else
      emit(this.#wire, calls, (packer) => {
        if (type === 'g') return this.#writeGauge(packer, known, block, value, isLevel);
        return writeRecord(packer, known.shape('c', 1), block, value);
      });
  }

  #writeGauge(
    packer: Packer,
    known: KnownName,
    block: TagBlock,
    value: number,
    isLevel: boolean,
  ): Refusal | undefined {
    if (!isLevel) return writeRecord(packer, known.shape(value < 0 ? 'g' : '+', 1), block, value);
    return writeLevel(packer, known.shape('g', 1), block, value, this.#wire.target.signedGaugesAreLevels);
  }

  #writeMembers(set: Aggregate): void {
    const { block, known, members = new Map<string, number>() } = set;
    const shape = known.shape('s', 1);
    this.#records -= members.size;
    set.members = undefined;
    for (const [member, calls] of members)
      emit(this.#wire, calls, (packer) => writeTextRecord(packer, shape, block, member));
  }

  /**
   * One form for all in which a call may give the tags of a series: DogStatsD writes them in the order of the call, of which its
   * servers make nothing. What is held in an outage goes by the bytes of the tags.
   */
  #canonical(block: TagBlock): TagBlock {
    if (this.#wire.dialect.name !== 'dogstatsd' || block.text === '') return block;
    const text = `|#${[...new Set(block.text.slice(2).split(','))].sort()}`;
    return text === block.text ? block : tagBlock(text, this.#wire.suffix);
  }

  get #isFull(): boolean {
    return this.#records >= MAX_RECORDS;
  }

  #arm(): void {
    this.#timer = this.#wire.clock.setTimer(() => {
      this.#timer = undefined;
      this.flush();
    }, this.#intervalMillis);
  }
}
