import { Buckets } from '../compare/buckets.mjs';
import { Summaries } from '../compare/summaries.mjs';
import { percents } from '../compare/worst.mjs';
import { Backend } from './backend.mjs';
import { Events } from './events.mjs';

const stream = 'otel_metrics';
const forms = {
  counter: { type: 'sum', temporality: 'delta', monotonic: true },
  'up-down counter': { type: 'sum', temporality: 'cumulative', monotonic: false },
  gauge: { type: 'gauge' },
  'observable gauge': { type: 'gauge' },
  histogram: { type: 'exponential_histogram', temporality: 'delta' },
};
/** What differs from one event of a series to the next. */
const changing =
  '$timestamp $id start value count sum min max scale zero_count pos_offset pos_counts neg_offset neg_counts';
const isConstant = ([field]) => !changing.split(' ').includes(field);

const sorted = (object) => Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));

/** One text for all that the events of a series have in common, attributes with their types. */
function identityOf(fields) {
  return JSON.stringify(sorted({ ...fields, attributes: sorted(fields.attributes ?? {}) }));
}

/** What an event says of an interval, with the percentiles of the histogram that its buckets make. */
function summaryOf({ count, min, max, ...event }) {
  const buckets = new Buckets(event);
  const { representatives } = buckets;
  const percentiles = percents.map((percent) => [`p${percent}`, representatives.percentile(percent)]);
  return { count, min, max, buckets, ...Object.fromEntries(percentiles) };
}

export const receiverOptions = { maxKept: 1, maxEventsPerStream: 1 };

/** Everything comes: histograms with their buckets, each of which has to hold what was recorded. */
export async function openStride(receiver, resourceTags) {
  const events = new Events();
  const backend = await Backend.open('stride', receiver, { allSeries: () => events.all });
  const keyOf = ({ kind, name, unit, attributes }) =>
    identityOf({ stream, name, ...forms[kind], unit, scope: 'shop', ...resourceTags, attributes });
  const summaries = new Summaries(keyOf, { isTimed: true });
  backend.onRecord(({ stream: name, event }) => {
    const constant = Object.fromEntries(Object.entries(event).filter(isConstant));
    const identity = identityOf({ ...constant, stream: name });
    if (!events.add(identity, event) || event.type !== forms.histogram.type) return;
    for (const [statistic, value] of Object.entries(summaryOf(event)))
      summaries.received(identity, statistic, value, Date.parse(event.$timestamp));
  });
  const find = (series) => backend.expect(events.find(keyOf(series)));

  return Object.assign(backend, {
    summaries,
    take: (report) => summaries.take(report),
    counter: (series) => find(series)?.amount,
    level: (series) => find(series)?.last,
    histogram: (series) => summaries.compare(series, { amount: (statistic) => find(series)?.[statistic] }),
  });
}
