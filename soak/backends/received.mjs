import { seriesKey } from '../series-key.mjs';

/**
 * What a receiver has, by series: `sum` of amounts, `last` value by time, `times` (milliseconds since 1970, in the order of arrival) where
 * points carry one. `duplicates`: points that had come before.
 */
export const received = {
  statsd(totals) {
    const series = {};
    for (const { type, name, tags, sum, last, count } of totals.series.values()) {
      const key = seriesKey(name, ...tags.map((tag) => tag.join(' ')));
      series[type === 'd' ? `${key} count` : key] = { sum: type === 'd' ? count : sum, last };
    }
    return { series, duplicates: 0, refused: totals.badLines.slice(0, 3), refusedCount: totals.badLineCount };
  },

  graphite(totals) {
    const series = {};
    let duplicates = 0;
    for (const { path, points, duplicateCount } of totals.series.values()) {
      const seconds = [...points.keys()].sort((a, b) => a - b);
      duplicates += duplicateCount;
      series[seriesKey(path)] = {
        last: points.get(seconds.at(-1)),
        times: seconds.map((second) => second * 1000),
      };
    }
    return { series, duplicates, refused: totals.badLines.slice(0, 3), refusedCount: totals.badLineCount };
  },

  stathat(totals) {
    const series = {};
    for (const { name, count, points } of totals.stats.values()) {
      const latest = points.toSorted((a, b) => a.timestamp - b.timestamp).at(-1);
      const times = points.map(({ timestamp }) => timestamp * 1000);
      series[seriesKey(name)] = { sum: count, last: latest?.value, times };
    }
    return { series, duplicates: 0, ...refusedRequests(totals) };
  },

  stride(totals) {
    const series = {};
    const stream = totals.find('otel_metrics');
    const events = (stream?.distinctEvents ?? []).toSorted((a, b) => timeOf(a) - timeOf(b));
    for (const { name, attributes, value, count, ...event } of events) {
      const key = [seriesKey(name, attributes.series), ...(count === undefined ? [] : ['count'])].join(' ');
      series[key] ??= { sum: 0, times: [] };
      const one = series[key];
      one.sum += value ?? count;
      one.last = value;
      one.times.push(timeOf(event));
    }
    return { series, duplicates: stream?.duplicateCount ?? 0, ...refusedRequests(totals) };
  },

  initialstate(totals) {
    const series = {};
    let duplicates = 0;
    for (const bucket of totals.buckets.values()) {
      for (const { key, events, latest, duplicateCount } of bucket.series.values()) {
        duplicates += duplicateCount;
        const times = [...new Set(events.map(({ epoch }) => Math.round(epoch * 1000)))];
        series[seriesKey(key)] = { last: latest?.value, times };
      }
    }
    return { series, duplicates, ...refusedRequests(totals) };
  },
};

const timeOf = ({ $timestamp }) => Date.parse($timestamp);

function refusedRequests({ badRequests, badRequestCount }) {
  return { refused: badRequests.slice(0, 3).map(({ defects }) => defects), refusedCount: badRequestCount };
}
