import type { Histogram } from '@otelwire/core';
import { createSamples, representatives } from '@otelwire/core';
import type { SampleColumns } from '../messages.js';
import type { Observation } from '../observation.js';
import type { Column } from './columns.js';
import { columnOf, sumOf } from './columns.js';
import { histogramGrowth } from './histogram-growth.js';
import type { History } from './history.js';
import type { Ring } from './ring.js';
import type { SampleSummary } from './sketch.js';
import { Sketch } from './sketch.js';
import { createSlots, viewRange, viewSeconds } from './slots.js';

/** In the order of a ring's columns. */
const statistics = [
  'count',
  'sum',
  'min',
  'p50',
  'p95',
  'p99',
  'max',
] as const satisfies readonly (keyof SampleSummary)[];
const [countColumn, medianColumn] = [0, 3];

const samples = createSamples();

/** A distribution: the samples of the slots that go on are kept as sketches, of the others what they came to. */
export class SampleHistory implements History {
  /** The count of all samples, by weight; of a cumulative histogram, what it says. */
  latest = 0;
  readonly #slots = createSlots(statistics.length);
  readonly #second = new OpenSlot(this.#slots.seconds);
  readonly #minute = new OpenSlot(this.#slots.minutes);
  /** The last cumulative histogram. */
  #total: Histogram | undefined;

  add({ value, weight, histogram, isCumulative }: Observation, second: number): void {
    if (histogram === undefined) {
      this.latest += weight;
      this.#addSample(value, weight, value * weight, second);
    } else if (isCumulative === true) {
      const before = this.#total;
      this.#total = histogram;
      this.latest = histogram.count;
      if (before !== undefined) this.#addHistogram(histogramGrowth(before, histogram), second);
    } else {
      this.latest += histogram.count;
      this.#addHistogram(histogram, second);
    }
  }

  recent(second: number): Column {
    this.#settle();
    return columnOf(viewSeconds(this.#slots, second, 60), medianColumn);
  }

  perSecond(second: number): number {
    this.#settle();
    return sumOf(columnOf(viewSeconds(this.#slots, second - 1, 10), countColumn)) / 10;
  }

  columns(second: number, rangeSeconds: 600 | 21600): SampleColumns {
    this.#settle();
    const view = viewRange(this.#slots, second, rangeSeconds);
    const columns = statistics.map((name, column) => [name, columnOf(view, column)]);
    return Object.fromEntries(columns) as SampleColumns;
  }

  /** As samples in its buckets; the last one makes their sum that of the histogram. */
  #addHistogram(histogram: Histogram, second: number): void {
    representatives(histogram, samples);
    const { length, values, weights } = samples;
    let left = histogram.sum ?? Number.NaN;
    for (let i = 0; i < length; i += 1) {
      const [value, weight] = [values[i]!, weights[i]!];
      left -= value * weight;
      const isLast = i === length - 1 && Number.isFinite(left);
      this.#addSample(value, weight, value * weight + (isLast ? left : 0), second);
    }
  }

  #addSample(value: number, weight: number, sum: number, second: number): void {
    this.#second.add(value, weight, sum, second);
    this.#minute.add(value, weight, sum, Math.floor(second / 60));
  }

  #settle(): void {
    this.#second.settle();
    this.#minute.settle();
  }
}

/** The slot that samples come for: its sketch stays until one comes for another, since one may come late. */
class OpenSlot {
  readonly #ring: Ring;
  #slot = 0;
  #sketch = new Sketch();
  #isWritten = true;

  constructor(ring: Ring) {
    this.#ring = ring;
  }

  add(value: number, weight: number, sum: number, slot: number): void {
    if (slot !== this.#slot) {
      this.settle();
      this.#slot = slot;
      this.#sketch = new Sketch();
    }
    this.#sketch.add(value, weight, sum);
    this.#isWritten = false;
  }

  /** Writes into the ring what is not yet there. */
  settle(): void {
    if (this.#isWritten) return;
    const summary = this.#sketch.summarise();
    this.#ring.open(this.#slot);
    statistics.forEach((name, column) => {
      this.#ring.setLast(summary[name], column);
    });
    this.#isWritten = true;
  }
}
