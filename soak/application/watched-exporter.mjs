import { seriesKey } from '../series-key.mjs';

const histogramTypes = [0, 1];
const delta = 0;

/** An exporter that notes which points it is given, and looks at the accounts whenever it is asked to. */
export class WatchedExporter {
  #exporter;
  /** The times of the points of each series, in milliseconds. */
  times = {};
  /** The amounts of each series, where they are deltas. */
  given = {};

  constructor(exporter) {
    this.#exporter = exporter;
    this.selectAggregationTemporality = (instrument) => exporter.selectAggregationTemporality(instrument);
    this.selectAggregation = (instrument) => exporter.selectAggregation(instrument);
  }

  get accounting() {
    return this.#exporter.accounting;
  }

  export(metrics, done) {
    for (const { metrics: ofScope } of metrics.scopeMetrics) for (const metric of ofScope) this.#note(metric);
    this.#exporter.export(metrics, done);
  }

  forceFlush() {
    return this.#exporter.forceFlush();
  }

  shutdown() {
    return this.#exporter.shutdown();
  }

  /** Points for which the accounts do not hold; 0 when they do. */
  imbalance() {
    const { accepted, delivered, held, inFlight, dropped } = this.accounting;
    const sum =
      delivered + held + inFlight + Object.values(dropped).reduce((total, points) => total + points, 0);
    return inFlight < 0 ? inFlight : accepted - sum;
  }

  #note({ descriptor, dataPointType, aggregationTemporality, dataPoints }) {
    const statistic = histogramTypes.includes(dataPointType) ? 'count' : '';
    for (const { attributes, endTime, value } of dataPoints) {
      const key = seriesKey(descriptor.name, attributes.series, statistic);
      if (aggregationTemporality === delta) this.given[key] = (this.given[key] ?? 0) + (value.count ?? value);
      this.times[key] ??= [];
      this.times[key].push(Math.floor(endTime[0] * 1000 + endTime[1] / 1e6));
    }
  }
}
