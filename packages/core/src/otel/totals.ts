/** Running totals of a histogram, by series. */
export interface Totals {
  /** Adds what a series recorded up to `second`, and returns all it has recorded. The object is used again. */
  add(series: string, count: number, sum: number, second: number): Readonly<Total>;
}

interface Total {
  count: number;
  sum: number;
}

/** A service has some hundreds of histograms; one that makes up names must not fill the memory. */
const MAX_NAMES = 20_000;
/** So many series are remembered in any case. */
const MIN_REMEMBERED = 20_000;

/** The totals of each histogram, by name. They outlive an encoder, which is made anew for another resource. */
export function createTotalsTable(): (name: string) => Totals {
  const byName = new Map<string, Totals>();
  return (name) => {
    const known = byName.get(name);
    if (known !== undefined) return known;
    if (byName.size >= MAX_NAMES) byName.clear();
    const totals = createTotals();
    byName.set(name, totals);
    return totals;
  };
}

/**
 * The totals of all series of a histogram that are in use. Of series that did not come again for long, a total is forgotten when many
 * others have come (twice as many as there are in a collection, and at least 20,000): one that returns later begins at zero,
 * which queries for rates take for a restart.
 */
export function createTotals(): Totals {
  let young = new Map<string, Total>();
  let old = new Map<string, Total>();
  let currentSecond = Number.NaN;
  let inThisCollection = 0;
  let inLastCollection = 0;

  function forget(): void {
    inLastCollection = inThisCollection;
    inThisCollection = 0;
    if (young.size <= Math.max(MIN_REMEMBERED, 2 * inLastCollection)) return;
    old = young;
    young = new Map();
  }

  return {
    add(series, count, sum, second) {
      if (second !== currentSecond) {
        currentSecond = second;
        forget();
      }
      inThisCollection += 1;
      let total = young.get(series);
      if (total === undefined) {
        total = old.get(series) ?? { count: 0, sum: Number.NaN };
        young.set(series, total);
      }
      total.count += count;
      // not every instrument keeps a sum, and an infinite measurement spoils that of its interval
      if (Number.isFinite(sum)) total.sum = Number.isNaN(total.sum) ? sum : total.sum + sum;
      return total;
    },
  };
}
