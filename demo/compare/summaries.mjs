import { additionOrder } from './equality.mjs';
import { IntervalCheck } from './interval-check.mjs';

const summaryName = /^(.+)\.(count|min|max|p50|p95|p99)$/;

/** Histograms that come as a summary of each interval, by series. */
export class Summaries {
  #keyOf;
  #checks = new Map();

  /** `keyOf` gives the text by which a backend knows a series of the shop. */
  constructor(keyOf) {
    this.#keyOf = keyOf;
  }

  /** What a name is the statistic of; nothing when it is no summary's. */
  static parse(name) {
    const [, metric, statistic] = summaryName.exec(name) ?? [];
    return metric === undefined ? undefined : { metric, statistic };
  }

  /** The shop recorded these. */
  take({ series }) {
    for (const one of series) if (one.values !== undefined) this.#find(this.#keyOf(one)).recorded(one.values);
  }

  /** A backend received this of the interval. */
  received(key, statistic, value) {
    this.#find(key).received(statistic, value);
  }

  /** A series against what was recorded, with the count and the sum of all intervals. */
  compare(series, count = 0, sum = 0) {
    const { differing, isUpToDate, max, min, worst } = this.#find(this.#keyOf(series));
    return {
      count,
      sum,
      sumAllowed: additionOrder,
      min,
      max,
      isMinEqual: isUpToDate && differing.min === 0,
      isMaxEqual: isUpToDate && differing.max === 0,
      isUpToDate,
      worst,
    };
  }

  #find(key) {
    let check = this.#checks.get(key);
    if (check === undefined) {
      check = new IntervalCheck();
      this.#checks.set(key, check);
    }
    return check;
  }
}
