import { Summaries } from '../compare/summaries.mjs';
import { Backend } from './backend.mjs';

/** Plain StatsD has no tags: attributes are parts of the name, sorted by key. */
function pathOf({ name, attributes }) {
  const parts = Object.entries(attributes)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flat()
    .map((part) => `.${String(part).replace(/[^A-Za-z0-9_-]/g, '_')}`);
  return `${name}${parts.join('')}`;
}

/** Over UDP only: a fault is one of what the shop uses. */
export const receiverOptions = { dialect: 'plain', tcp: false, unix: false };

/** Histograms come as a summary of each interval: count and sum add up, the others are of the interval. */
export async function openStatsd(receiver, lose) {
  const backend = await Backend.open('statsd', receiver, { lose, endpoint: receiver.endpoints.udp });
  const summaries = new Summaries(pathOf, {});
  backend.onRecord(({ record: { name, values } }) => {
    const { metric, statistic } = Summaries.parse(name) ?? {};
    if (metric !== undefined) summaries.received(metric, statistic, values[0]);
  });
  const sum = (path) => backend.find('c', path)?.sum;
  const last = (path) => backend.find('g', path)?.last;

  return Object.assign(backend, {
    summaries,
    take: (report) => summaries.take(report),
    counter: (series) => sum(pathOf(series)),
    level: (series) => last(pathOf(series)),
    histogram(series) {
      const path = pathOf(series);
      last(`${path}.avg`);
      return summaries.compare(series, {
        amount: (statistic) => sum(`${path}.${statistic}`),
        level: (statistic) => last(`${path}.${statistic}`),
      });
    },
  });
}
