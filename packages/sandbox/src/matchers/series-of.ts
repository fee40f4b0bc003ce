import type { GraphiteTotals } from '../graphite/totals.js';
import type { InitialStateTotals } from '../initial-state/totals.js';
import type { OtlpSeries } from '../otlp/series.js';
import type { AnyReceiver } from '../sandbox/by-backend.js';
import type { StatHatStat } from '../stathat/stat.js';
import type { StatHatTotals } from '../stathat/totals.js';
import type { Series } from '../statsd/series/series.js';
import type { ReceivedSeries } from './received-series.js';
import { seriesOfStride } from './series-of-stride.js';

/** All series of a receiver. */
export function seriesOf({ totals }: AnyReceiver): readonly ReceivedSeries[] {
  if ('recordCount' in totals) return [...totals.series.values()].map(ofStatsd);
  if ('stats' in totals) return seriesOfStatHat(totals);
  if ('streams' in totals) return seriesOfStride(totals);
  if ('buckets' in totals) return seriesOfInitialState(totals);
  if ('requests' in totals) return [...totals.series.values()].map(ofOtlp);
  return seriesOfGraphite(totals);
}

function ofStatsd(series: Series): ReceivedSeries {
  const { name, tags, type } = series;
  switch (series.type) {
    case 'c':
      return { name, tags, type, kind: 'amount', value: series.sum };
    case 'g':
      return { name, tags, type, kind: 'level', value: series.last };
    case 's':
      return { name, tags, type, kind: 'members', value: series.members.size };
    default:
      return { name, tags, type, kind: 'samples', count: series.count, sum: series.sum };
  }
}

/** The latest second counts, not the one that came last. */
function seriesOfGraphite({ series }: GraphiteTotals): readonly ReceivedSeries[] {
  return [...series.values()].map(({ name, tags, points }) => {
    const second = [...points.keys()].reduce((latest, one) => Math.max(latest, one), 0);
    return { name, tags, kind: 'level', value: points.get(second) };
  });
}

function seriesOfStatHat({ stats, classicStats }: StatHatTotals): readonly ReceivedSeries[] {
  return [...stats.values(), ...classicStats.values()].map(ofStatHat);
}

function ofStatHat({ name, kind: type, count, values }: StatHatStat): ReceivedSeries {
  if (type === 'count') return { name, tags: [], type, kind: 'amount', value: count };
  return { name, tags: [], type, kind: 'level', value: values.at(-1) };
}

function seriesOfInitialState({ buckets }: InitialStateTotals): readonly ReceivedSeries[] {
  return [...buckets.values()].flatMap(({ bucketKey, series }) =>
    [...series.values()].map(
      ({ key, latest }): ReceivedSeries => ({
        name: key,
        tags: [['bucket', bucketKey]],
        kind: 'level',
        value: latest?.value,
      }),
    ),
  );
}

function ofOtlp({ identity, kind: type, sum, last, histogram, latest }: OtlpSeries): ReceivedSeries {
  const { name, temporality, isMonotonic } = identity;
  const tags = [...identity.tags, ...identity.resource.tags];
  if (type === 'gauge') return { name, tags, type, kind: 'level', value: last };
  if (type === 'sum') {
    const total = isMonotonic ? 'total' : 'level';
    return { name, tags, type, kind: temporality === 'delta' ? 'amount' : total, value: sum };
  }
  const { count, sum: samplesSum } =
    latest.kind === 'summary' ? latest.summary : (histogram ?? { count: 0, sum: 0 });
  return { name, tags, type, kind: 'samples', count, sum: samplesSum };
}
