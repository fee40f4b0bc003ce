import { weightOf } from '../rate.js';
import type { NumberMetric } from '../record.js';
import type { SeriesIdentity } from './identity.js';
import { Sum } from './sum.js';

const maxTimestamps = 10_000;

/** What was counted. */
export class CounterSeries implements SeriesIdentity<'c'> {
  readonly type = 'c';
  readonly name: string;
  readonly tags: SeriesIdentity['tags'];
  recordCount = 0;
  readonly #sum = new Sum();
  /** The Agent keeps one count per timestamp: the last. Source: MRS metrics-exporter-dogstatsd/src/builder.rs */
  readonly #byTimestamp = new Map<number, number>();

  constructor({ name, tags }: SeriesIdentity) {
    this.name = name;
    this.tags = tags;
  }

  /** Values divided by their rates, summed; the rate of a record with a timestamp is not applied, as the Agent does. */
  get sum(): number {
    return this.#sum.value;
  }

  add({ values, rate, timestampSeconds }: NumberMetric): void {
    this.recordCount += 1;
    if (timestampSeconds !== undefined) {
      this.#replace(timestampSeconds, values.at(-1)!);
      return;
    }
    const weight = weightOf(rate);
    for (const value of values) this.#sum.add(value * weight);
  }

  #replace(timestampSeconds: number, value: number): void {
    this.#sum.add(value - (this.#byTimestamp.get(timestampSeconds) ?? 0));
    this.#byTimestamp.set(timestampSeconds, value);
    if (this.#byTimestamp.size > maxTimestamps) {
      this.#byTimestamp.delete(this.#byTimestamp.keys().next().value!);
    }
  }
}
