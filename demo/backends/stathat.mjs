import { Summaries } from '../compare/summaries.mjs';
import { Backend } from './backend.mjs';

/** `metric[ statistic][ key=value …]`, attributes sorted. */
function nameOf({ name, attributes }, statistic) {
  const pairs = Object.entries(attributes).map((pair) => pair.join('='));
  return [name, ...(statistic === undefined ? [] : [statistic]), ...pairs.sort()].join(' ');
}

export const receiverOptions = { maxKept: 1, maxPointsPerStat: 1 };

/** Amounts are counts, which the server adds up; all else are values, of which the last one is all there is to keep. */
export async function openStatHat(receiver) {
  const { totals } = receiver;
  const allSeries = () => [...totals.stats.values(), ...totals.classicStats.values()];
  const backend = await Backend.open('stathat', receiver, { allSeries });
  const summaries = new Summaries((series) => nameOf(series), { isTimed: true });
  backend.onRecord(({ stat, value, timestamp }) => {
    const { metric, statistic } = Summaries.parse(stat) ?? {};
    if (metric !== undefined) summaries.received(metric, statistic, value, timestamp);
  });
  const count = (series, statistic) => backend.find(nameOf(series, statistic))?.count;
  const last = (series, statistic) => backend.find(nameOf(series, statistic))?.values.at(-1);

  return Object.assign(backend, {
    summaries,
    take: (report) => summaries.take(report),
    counter: (series) => count(series),
    level: (series) => last(series),
    histogram: (series) =>
      summaries.compare(series, {
        amount: (statistic) => count(series, statistic),
        level: (statistic) => last(series, statistic),
      }),
  });
}
