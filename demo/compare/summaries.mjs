import { additionOrder } from './equality.mjs';
import { IntervalCheck } from './interval-check.mjs';

const ofInterval = ['min', 'max', 'p50', 'p95', 'p99'];
/** The statistic is the last part of a name; attributes may follow behind a space. */
const summaryName = new RegExp(`^(.+)[. ](count|${ofInterval.join('|')})( .*)?$`);

/** Histograms that come as a summary of each interval, by series. */
export class Summaries {
  #keyOf;
  #form;
  #isPaused = false;
  #checks = new Map();

  /** `keyOf` gives the text by which a backend knows a series of the shop; `form` is that of `IntervalCheck`. */
  constructor(keyOf, form) {
    this.#keyOf = keyOf;
    this.#form = form;
  }

  /** Whether what comes late, twice or in part can be told. */
  get isTimed() {
    return this.#form.isTimed === true;
  }

  /** How many intervals could not be compared. */
  get uncompared() {
    return [...this.#checks.values()].reduce((sum, check) => sum + check.uncompared, 0);
  }

  /** What a name is the statistic of, which is the name without it; nothing when it is no summary's. */
  static parse(name) {
    const [, metric, statistic, rest = ''] = summaryName.exec(name) ?? [];
    return metric === undefined ? undefined : { metric: `${metric}${rest}`, statistic };
  }

  /** The shop recorded these. */
  take({ series }) {
    for (const one of series) if (one.values !== undefined) this.#find(this.#keyOf(one)).recorded(one.values);
  }

  /** A backend received this of the interval that ended at `time`. */
  received(key, statistic, value, time) {
    this.#find(key).received(statistic, value, time);
  }

  /** From now on summaries may come late, twice, or in part. */
  pause() {
    this.#isPaused = true;
    for (const check of this.#checks.values()) check.pause();
  }

  /** All of them are here. */
  resume() {
    this.#isPaused = false;
    for (const check of this.#checks.values()) check.resume();
  }

  /**
   * A series against what was recorded. `amount(statistic)` gives its count or sum of all intervals; `level(statistic)`
   * looks up what else belongs to it.
   */
  compare(series, { amount, level = () => {} }) {
    const { differing, isUpToDate, max, min, worst } = this.#find(this.#keyOf(series));
    ofInterval.forEach(level);
    return {
      count: amount('count') ?? 0,
      sum: amount('sum') ?? 0,
      sumAllowed: additionOrder,
      min,
      max,
      isMinEqual: isUpToDate && differing.min === 0,
      isMaxEqual: isUpToDate && differing.max === 0,
      isComplete: isUpToDate && differing.buckets === 0,
      worst,
    };
  }

  #find(key) {
    let check = this.#checks.get(key);
    if (check === undefined) {
      check = new IntervalCheck(this.#form);
      if (this.#isPaused) check.pause();
      this.#checks.set(key, check);
    }
    return check;
  }
}
