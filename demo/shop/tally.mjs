/**
 * What the shop recorded, in plain numbers, next to OpenTelemetry and without it: totals of counters, last values of
 * gauges, and each value of a histogram in the order of recording. A metric is its `kind`, `name` and `unit`.
 */
export class Tally {
  #series = new Map();

  add(metric, attributes, amount) {
    const series = this.#find(metric, attributes);
    series.value = (series.value ?? 0) + amount;
  }

  set(metric, attributes, value) {
    this.#find(metric, attributes).value = value;
  }

  record(metric, attributes, value) {
    const series = this.#find(metric, attributes);
    series.values ??= [];
    series.values.push(value);
  }

  /** Every series; of histograms, the values since the last call. */
  report() {
    const report = [...this.#series.values()].map((series) => ({ ...series }));
    for (const series of this.#series.values()) if (series.values !== undefined) series.values = [];
    return report;
  }

  #find({ kind, name, unit }, attributes) {
    const key = JSON.stringify([name, ...Object.entries(attributes).sort()]);
    let series = this.#series.get(key);
    if (series === undefined) {
      series = { key, kind, name, unit, attributes };
      this.#series.set(key, series);
    }
    return series;
  }
}
