import { createStatsdReceiver } from '@otelwire/sandbox';
import { Summaries } from '../compare/summaries.mjs';
import { Backend } from './backend.mjs';

const gauges = ['.min', '.max', '.avg', '.p50', '.p95', '.p99'];

/** Plain StatsD has no tags: attributes are parts of the name, sorted by key. */
function pathOf({ name, attributes }) {
  const parts = Object.entries(attributes)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flat()
    .map((part) => `.${String(part).replace(/[^A-Za-z0-9_-]/g, '_')}`);
  return `${name}${parts.join('')}`;
}

/** Histograms come as a summary of each interval: count and sum add up, the others are of the interval. */
export async function openStatsd(lose) {
  const receiver = await createStatsdReceiver({ dialect: 'plain' });
  const backend = await Backend.open('statsd', receiver, lose);
  const summaries = new Summaries(pathOf);
  backend.onRecord(({ record: { name, values } }) => {
    const { metric, statistic } = Summaries.parse(name) ?? {};
    if (metric !== undefined) summaries.received(metric, statistic, values[0]);
  });
  const find = (type, series, statistic = '') => backend.find(type, `${pathOf(series)}${statistic}`);

  return Object.assign(backend, {
    take: (report) => summaries.take(report),
    counter: (series) => find('c', series)?.sum,
    level: (series) => find('g', series)?.last,
    histogram(series) {
      for (const statistic of gauges) find('g', series, statistic);
      return summaries.compare(series, find('c', series, '.count')?.sum, find('c', series, '.sum')?.sum);
    },
  });
}
