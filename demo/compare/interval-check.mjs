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
  min = Number.POSITIVE_INFINITY;
  max = Number.NEGATIVE_INFINITY;
  worst = worstPercentiles();
  #values = [];
  #summaries = [];

  /** The shop recorded these. */
  recorded(values) {
    this.#values.push(...values);
    this.#compare();
  }

  /** A backend received this; a statistic that the last summary has already belongs to the next one. */
  received(statistic, value) {
    const last = this.#summaries.at(-1);
    if (last === undefined || statistic in last) this.#summaries.push({ [statistic]: value });
    else last[statistic] = value;
    this.#compare();
  }

  get isUpToDate() {
    return this.#summaries.length === 0 && this.#values.length === 0;
  }

  #compare() {
    while (isWhole(this.#summaries[0]) && this.#values.length >= this.#summaries[0].count) {
      const summary = this.#summaries.shift();
      this.#compareOne(summary, new Multiset(this.#values.splice(0, summary.count)));
    }
  }

  #compareOne(summary, exact) {
    this.min = Math.min(this.min, summary.min);
    this.max = Math.max(this.max, summary.max);
    for (const end of ['min', 'max']) if (summary[end] !== exact[end]) this.differing[end] += 1;
    if (summary.buckets?.hold(exact) === false) this.differing.buckets += 1;
    const allowed = errorBound(exact.min, exact.max);
    for (const percent of percents) {
      this.worst.get(percent).note(exact.percentile(percent), summary[`p${percent}`], allowed);
    }
  }
}
