import type { Aggregate, AggregateType } from './aggregate.js';
import { AggregateTable } from './aggregate-table.js';
import type { Aggregator } from './aggregator.js';
import type { CallOptions, TimedCallOptions } from './metrics.js';
import type { RecordWriter } from './record-writer.js';
import { isSampleRate } from './sample-rate.js';
import { setMember } from './set-member.js';
import type { Wire } from './wire.js';

/**
 * Adds the calls of one scope to what is held of their series. A method returns false for a call that has to be written by
 * itself, or refused: then nothing is counted. A sample rate is looked at, and not drawn: it would save nothing here.
 */
export class Aggregation {
  readonly #wire: Wire;
  readonly #aggregator: Aggregator;
  readonly #writer: RecordWriter;
  readonly #counts = new AggregateTable();
  readonly #gauges = new AggregateTable();
  readonly #sets = new AggregateTable();

  constructor(wire: Wire, aggregator: Aggregator, writer: RecordWriter) {
    this.#wire = wire;
    this.#aggregator = aggregator;
    this.#writer = writer;
  }

  /** Adds `value` to a count. */
  add(name: string, value: number, options: TimedCallOptions | undefined): boolean {
    if (!Number.isFinite(value)) return false;
    const count = this.#find('c', this.#counts, name, options);
    if (count === undefined) return false;
    const sum = count.value + value;
    if (!Number.isFinite(sum)) return false;
    count.value = sum;
    this.#took(count);
    return true;
  }

  /** The level of a gauge is `value` now. */
  level(name: string, value: number, options: TimedCallOptions | undefined): boolean {
    if (!Number.isFinite(value)) return false;
    const gauge = this.#find('g', this.#gauges, name, options);
    if (gauge === undefined) return false;
    gauge.value = value;
    gauge.isLevel = true;
    this.#took(gauge);
    return true;
  }

  /** The level of a gauge changes: one that was said, or else the one that the server knows. */
  change(name: string, change: number, options: CallOptions | undefined): boolean {
    if (!Number.isFinite(change)) return false;
    const gauge = this.#find('g', this.#gauges, name, options);
    if (gauge === undefined) return false;
    const value = gauge.value + change;
    if (!Number.isFinite(value)) {
      this.#aggregator.write(gauge);
      return false;
    }
    gauge.value = value;
    this.#took(gauge);
    return true;
  }

  /** `value` was seen. */
  member(name: string, value: string | number, options: CallOptions | undefined): boolean {
    const member = setMember(value, this.#wire.dialect.name);
    if ('refusal' in member) return false;
    const set = this.#find('s', this.#sets, name, options);
    if (set === undefined || !this.#aggregator.addMember(set, member.text)) return false;
    this.#took(set);
    return true;
  }

  #took(aggregate: Aggregate): void {
    aggregate.calls += 1;
    this.#wire.delivery.accept(1);
  }

  #find(
    type: AggregateType,
    table: AggregateTable,
    name: string,
    options: TimedCallOptions | undefined,
  ): Aggregate | undefined {
    try {
      if (this.#wire.outlet.isClosed || !isSampleRate(options?.sampleRate ?? 1)) return undefined;
      const known = this.#writer.known(name);
      if (known === undefined) return undefined;
      const block = this.#writer.block(options);
      if (options?.timestamp !== undefined) {
        this.#aggregator.writeHeld(type, known, block);
        return undefined;
      }
      return table.find(known, block) ?? table.keep(known, block, this.#aggregator.open(type, known, block));
    } catch {
      // options that throw when they are read are refused where records are written
      return undefined;
    }
  }
}
