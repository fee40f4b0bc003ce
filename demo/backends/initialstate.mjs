import { Summaries } from '../compare/summaries.mjs';
import { Backend } from './backend.mjs';

/** The shop leaves this one out of its keys: route and status tell its series apart. */
const leftOut = 'http.request.method';

/** `metric[.statistic][ {key=value,…}]`, attributes sorted by key. */
function keyOf({ name, attributes }, statistic) {
  const pairs = Object.entries(attributes).filter(([key]) => key !== leftOut);
  const texts = pairs.sort(([a], [b]) => (a < b ? -1 : 1)).map((pair) => pair.join('='));
  const series = texts.length === 0 ? '' : ` {${texts.join(',')}}`;
  return `${name}${statistic === undefined ? '' : `.${statistic}`}${series}`;
}

export const receiverOptions = {
  maxKept: 1,
  maxEventsPerKey: 1,
  // an account that pays by the event: a hundred a second are 3 million in eight hours
  maxEventsPerMonth: Number.POSITIVE_INFINITY,
};

/** Counters, and count and sum of histograms, come as totals; the rest of a histogram is of the interval. */
export async function openInitialState(receiver, { service }) {
  const { totals } = receiver;
  const allSeries = () => [...totals.buckets.values()].flatMap(({ series }) => [...series.values()]);
  const backend = await Backend.open('initialstate', receiver, { allSeries });
  const summaries = new Summaries((series) => keyOf(series), { isTimed: true, isTotal: true });
  backend.onRecord(({ key, value, epoch }) => {
    const { metric, statistic } = Summaries.parse(key) ?? {};
    if (metric !== undefined) summaries.received(metric, statistic, value, epoch);
  });
  const latest = (series, statistic) => backend.find(service, keyOf(series, statistic))?.latest.value;

  return Object.assign(backend, {
    summaries,
    take: (report) => summaries.take(report),
    counter: (series) => latest(series),
    level: (series) => latest(series),
    histogram(series) {
      const latestOf = (statistic) => latest(series, statistic);
      return summaries.compare(series, { amount: latestOf, level: latestOf });
    },
  });
}
