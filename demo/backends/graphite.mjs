import { Summaries } from '../compare/summaries.mjs';
import { Backend } from './backend.mjs';
import { identityOf, tagsOf } from './tags.mjs';

/** Of totals and levels the last point is all there is to keep. */
export const receiverOptions = { tcp: true, maxPointsPerSeries: 1 };

/** Counters, and count and sum of histograms, come as totals; the rest of a histogram is of the interval. */
export async function openGraphite(receiver, resourceTags) {
  const backend = await Backend.open('graphite', receiver, { endpoint: receiver.endpoints.tcp });
  const keyOf = (series) => identityOf(series.name, Object.entries(tagsOf(series, resourceTags)));
  const summaries = new Summaries(keyOf, { isTimed: true, isTotal: true });
  backend.onRecord(({ name, tags, value, timestamp }) => {
    const { metric, statistic } = Summaries.parse(name) ?? {};
    if (metric !== undefined) summaries.received(identityOf(metric, tags), statistic, value, timestamp);
  });
  const last = (series, name = series.name) => {
    const found = backend.find(name, tagsOf(series, resourceTags));
    return found && [...found.points.values()].at(-1);
  };

  return Object.assign(backend, {
    summaries,
    take: (report) => summaries.take(report),
    counter: (series) => last(series),
    level: (series) => last(series),
    histogram(series) {
      const lastOf = (statistic) => last(series, `${series.name}.${statistic}`);
      return summaries.compare(series, { amount: lastOf, level: lastOf });
    },
  });
}
