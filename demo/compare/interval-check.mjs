import { errorBound } from './error-bound.mjs';
import { Multiset } from './multiset.mjs';
import { percents, worstPercentiles } from './worst.mjs';

const parts = ['count', 'min', 'max', ...percents.map((percent) => `p${percent}`)];
const isWhole = (summary = {}) => parts.every((part) => part in summary);

/**
 * The summaries of one histogram series, each compared with the values that it was made of: as it says how many there
 * were, and values are recorded in order, the next so many are meant.
 */
export class IntervalCheck {
  /** How many summaries had another minimum or maximum than their values, or other buckets, if they had them. */
  differing = { min: 0, max: 0, buckets: 0 };
  /** How many summaries could not be compared. */
  uncompared = 0;
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  worst = worstPercentiles();
  #form;
  #isPaused = false;
  #lastTotal = 0;
  #values = [];
  #summaries = [];

  /** `isTotal`: the count is that of all intervals so far. `isTimed`: what was sent twice or late can be told by its time. */
  constructor(form) {
    this.#form = form;
  }

  /** The shop recorded these. */
  recorded(values) {
    this.#values.push(...values);
    this.#compare();
  }

  /** A backend received this. */
  received(statistic, value, time) {
    this.#summaryFor(statistic, time)[statistic] = value;
    this.#compare();
  }

  /** From now on summaries may come late, twice, or in part. */
  pause() {
    this.#isPaused = true;
  }

  /** All of them are here. */
  resume() {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    if (this.#form.isTimed) this.#summaries.sort((a, b) => a.time - b.time);
    this.#compare();
  }

  get isUpToDate() {
    return this.#summaries.length === 0 && this.#values.length === 0;
  }

  /** A statistic that the last summary has already belongs to the next one; while paused, to the one of its time. */
  #summaryFor(statistic, time) {
    const isLate = this.#isPaused && this.#form.isTimed;
    const last = isLate ? this.#summaries.find((one) => one.time === time) : this.#summaries.at(-1);
    if (last !== undefined && (isLate || !(statistic in last))) return last;
    const summary = { time };
    this.#summaries.push(summary);
    return summary;
  }

  #compare() {
    if (this.#isPaused && this.#form.isTimed) return;
    while (isWhole(this.#summaries[0])) {
      const summary = this.#summaries[0];
      const count = summary.count - this.#lastTotal;
      if (this.#values.length < count) return;
      this.#summaries.shift();
      if (this.#form.isTotal) this.#lastTotal = Math.max(this.#lastTotal, summary.count);
      if (count > 0) this.#compareOne(summary, new Multiset(this.#values.splice(0, count)));
    }
  }

  #compareOne(summary, exact) {
    // where an interval cannot be compared, what was recorded stands for it
    const { min, max } = this.#isPaused ? exact : summary;
    this.min = Math.min(this.min, min);
    this.max = Math.max(this.max, max);
    if (this.#isPaused) {
      this.uncompared += 1;
      return;
    }
    for (const end of ['min', 'max']) if (summary[end] !== exact[end]) this.differing[end] += 1;
    if (summary.buckets?.hold(exact) === false) this.differing.buckets += 1;
    const allowed = errorBound(exact.min, exact.max);
    for (const percent of percents) {
      this.worst.get(percent).note(exact.percentile(percent), summary[`p${percent}`], allowed);
    }
  }
}
