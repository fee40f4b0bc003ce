import { additionOrder, isEqual, relativeError } from './equality.mjs';
import { Multiset } from './multiset.mjs';
import { percents, worstPercentiles } from './worst.mjs';

/** One line of the result: a number that was recorded, and what a backend made of it. */
function row(metric, statistic, recorded, received, allowed, areSeriesEqual = true) {
  return {
    name: metric.name,
    kind: metric.kind,
    ...(statistic && { statistic }),
    recorded: recorded ?? null,
    received: received ?? null,
    allowed,
    error: relativeError(recorded, received),
    equal: areSeriesEqual && isEqual(recorded, received, allowed),
  };
}

const total = (numbers) => numbers.reduce((sum, number) => sum + number, 0);

/** Whole numbers have to be equal. */
function counterRows(metric, backend) {
  const pairs = metric.series.map((series) => [series.value, backend.counter(series)]);
  const allowed = pairs.every(([recorded]) => Number.isInteger(recorded)) ? 0 : additionOrder;
  const areSeriesEqual = pairs.every(([recorded, received]) => isEqual(recorded, received, allowed));
  const [recorded, received] = [0, 1].map((side) => total(pairs.map((pair) => pair[side] ?? 0)));
  return [row(metric, undefined, recorded, received, allowed, areSeriesEqual)];
}

/** Levels say nothing when they are added up: a row for each series. */
function levelRows(metric, backend) {
  return metric.series.map((series) => {
    const attributes = Object.entries(series.attributes).map(([key, value]) => `${key}=${value}`);
    const name = attributes.length === 0 ? metric.name : `${metric.name} {${attributes.join(', ')}}`;
    return row({ ...metric, name }, undefined, series.value, backend.level(series), 0);
  });
}

function histogramRows(metric, backend) {
  const pairs = metric.series.map((series) => ({ exact: series.exact, got: backend.histogram(series) }));
  const all = new Multiset();
  for (const { exact } of pairs) all.addAll(exact);
  const every = (holds) => pairs.every(holds);
  const count = total(pairs.map(({ got }) => got.count));
  const sum = total(pairs.map(({ got }) => got.sum));
  const sumAllowed = Math.max(...pairs.map(({ got }) => got.sumAllowed));
  const min = Math.min(...pairs.map(({ got }) => got.min));
  const max = Math.max(...pairs.map(({ got }) => got.max));
  return [
    row(
      metric,
      'count',
      all.count,
      count,
      0,
      every(({ exact, got }) => exact.count === got.count),
    ),
    row(
      metric,
      'sum',
      all.sum,
      sum,
      sumAllowed,
      every(({ exact, got }) => isEqual(exact.sum, got.sum, got.sumAllowed)),
    ),
    row(
      metric,
      'min',
      all.min,
      min,
      0,
      every(({ got }) => got.isMinEqual),
    ),
    row(
      metric,
      'max',
      all.max,
      max,
      0,
      every(({ got }) => got.isMaxEqual),
    ),
    ...percentileRows(metric, pairs),
  ];
}

/** The pair that is furthest off, of all series (and, where the backend has them, of all intervals). */
function percentileRows(metric, pairs) {
  const worst = worstPercentiles();
  for (const { got } of pairs)
    for (const percent of percents) worst.get(percent).include(got.worst.get(percent));
  return percents.map((percent) => {
    const { recorded, received, allowed } = worst.get(percent).pair ?? {};
    return row(
      metric,
      `p${percent}`,
      recorded,
      received,
      allowed ?? 0,
      pairs.every(({ got }) => got.isComplete),
    );
  });
}

function unexpectedRows(backend) {
  return backend.unexpected().map((series) => ({
    name: series,
    kind: 'unexpected',
    recorded: null,
    received: null,
    equal: false,
  }));
}

/** What one backend received, against what was recorded. */
export function rowsOf(recorded, backend) {
  const rows = recorded.metrics.flatMap((metric) => {
    if (metric.kind === 'counter') return counterRows(metric, backend);
    return metric.kind === 'histogram' ? histogramRows(metric, backend) : levelRows(metric, backend);
  });
  return [...rows, ...unexpectedRows(backend)];
}
