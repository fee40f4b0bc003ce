import { createGraphiteReceiver } from '@otelwire/sandbox';
import { Increments } from '../compare/increments.mjs';
import { Summaries } from '../compare/summaries.mjs';
import { Backend } from './backend.mjs';
import { identityOf, tagsOf } from './tags.mjs';

/**
 * Counters, and count and sum of histograms, come as totals: the last point of each is all there is to keep. The rest of a
 * histogram is of the interval, and compared as it comes: the last export may fall into the second of the one before, and
 * Graphite keeps one point a second.
 */
export async function openGraphite(resourceTags) {
  const receiver = await createGraphiteReceiver({ tcp: true, maxPointsPerSeries: 1 });
  const backend = await Backend.open('graphite', receiver);
  const keyOf = (series) => identityOf(series.name, Object.entries(tagsOf(series, resourceTags)));
  const summaries = new Summaries(keyOf);
  const counts = new Increments();
  backend.onRecord(({ name, tags, value }) => {
    const { metric, statistic } = Summaries.parse(name) ?? {};
    if (metric === undefined) return;
    const key = identityOf(metric, tags);
    summaries.received(key, statistic, statistic === 'count' ? counts.next(key, value) : value);
  });
  const last = (series, name = series.name) => {
    const found = backend.find(name, tagsOf(series, resourceTags));
    return found && [...found.points.values()].at(-1);
  };

  return Object.assign(backend, {
    take: (report) => summaries.take(report),
    counter: (series) => last(series),
    level: (series) => last(series),
    histogram(series) {
      const lastOf = (statistic) => last(series, `${series.name}.${statistic}`);
      return summaries.compare(series, { amount: lastOf, level: lastOf });
    },
  });
}
