import { additionOrder } from '../compare/equality.mjs';
import { IntervalCheck } from '../compare/interval-check.mjs';
import { Backend } from './backend.mjs';

const summaryName = /^(.+)\.(count|min|max|p50|p95|p99)$/;
const gauges = ['min', 'max', 'avg', 'p50', 'p95', 'p99'];

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
  const identify = (series) => ({ name: pathOf(series), tags: [] });
  const backend = await Backend.open({ name: 'statsd', dialect: 'plain', identify, lose });
  const checks = new Map();
  const checkOf = (path) => {
    if (!checks.has(path)) checks.set(path, new IntervalCheck());
    return checks.get(path);
  };
  backend.onMetric(({ name, values }) => {
    const [, path, statistic] = summaryName.exec(name) ?? [];
    if (path !== undefined) checkOf(path).received(statistic, values[0]);
  });

  return Object.assign(backend, {
    take(report) {
      for (const series of report.series) {
        if (series.values !== undefined) checkOf(pathOf(series)).recorded(series.values);
      }
    },
    counter: (series) => backend.find('c', series)?.sum,
    level: (series) => backend.find('g', series)?.last,
    histogram(series) {
      for (const statistic of gauges) backend.find('g', series, `.${statistic}`);
      const check = checkOf(pathOf(series));
      return {
        count: backend.find('c', series, '.count')?.sum ?? 0,
        sum: backend.find('c', series, '.sum')?.sum ?? 0,
        sumAllowed: additionOrder,
        min: check.min,
        max: check.max,
        isMinEqual: check.isUpToDate && check.differing.min === 0,
        isMaxEqual: check.isUpToDate && check.differing.max === 0,
        isUpToDate: check.isUpToDate,
        worst: check.worst,
      };
    },
  });
}
