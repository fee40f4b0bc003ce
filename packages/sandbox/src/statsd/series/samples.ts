import { weightOf } from '../rate.js';
import type { NumberMetric } from '../record.js';
import type { SeriesIdentity } from './identity.js';
import type { Sample } from './quantile.js';
import { quantileOf } from './quantile.js';
import { Sum } from './sum.js';

type SampleType = 'ms' | 'h' | 'd';

/** The samples of a timer, histogram or distribution. */
export class SampleSeries<T extends SampleType = SampleType> implements SeriesIdentity<T> {
  readonly type: T;
  readonly name: string;
  readonly tags: SeriesIdentity['tags'];
  recordCount = 0;
  /** How many values came, whatever their rates. */
  sampleCount = 0;
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  /** The first `maxSamples` of them; `sampleCount` tells how many there were. */
  readonly samples: Sample[] = [];
  readonly #maxSamples: number;
  readonly #count = new Sum();
  readonly #sum = new Sum();
  #sorted: readonly Sample[] | undefined;

  constructor({ type, name, tags }: SeriesIdentity<T>, maxSamples: number) {
    this.type = type;
    this.name = name;
    this.tags = tags;
    this.#maxSamples = maxSamples;
  }

  /** How many observations the samples stand for: the sum of their weights. */
  get count(): number {
    return this.#count.value;
  }

  /** The sum of all observations: value times weight. */
  get sum(): number {
    return this.#sum.value;
  }

  add({ values, rate }: NumberMetric): void {
    this.recordCount += 1;
    const weight = weightOf(rate);
    for (const value of values) {
      this.sampleCount += 1;
      this.min = Math.min(this.min, value);
      this.max = Math.max(this.max, value);
      this.#count.add(weight);
      this.#sum.add(value * weight);
      if (this.samples.length < this.#maxSamples) this.samples.push({ value, weight });
    }
    this.#sorted = undefined;
  }

  /** The nearest-rank quantile of the samples that were kept, by weight; `q` from 0 to 1. */
  quantile(q: number): number {
    this.#sorted ??= [...this.samples].sort((a, b) => a.value - b.value);
    return quantileOf(this.#sorted, q);
  }
}
