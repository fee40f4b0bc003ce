import { Multiset } from './multiset.mjs';

/** What the shop says it has recorded, by series. */
export class Recorded {
  requests = 0;
  #series = new Map();

  take({ requests, series }) {
    this.requests = requests;
    for (const one of series) {
      const known = this.#find(one);
      known.value = one.value;
      for (const value of one.values ?? []) known.exact.add(value);
    }
  }

  /** The series by metric, in the order of their names. */
  get metrics() {
    const metrics = new Map();
    for (const series of this.#series.values()) {
      const metric = metrics.get(series.name) ?? { name: series.name, kind: series.kind, series: [] };
      metric.series.push(series);
      metrics.set(series.name, metric);
    }
    return [...metrics.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  #find({ key, kind, name, unit, attributes }) {
    let known = this.#series.get(key);
    if (known === undefined) {
      known = { key, kind, name, unit, attributes, value: undefined, exact: new Multiset() };
      this.#series.set(key, known);
    }
    return known;
  }
}
