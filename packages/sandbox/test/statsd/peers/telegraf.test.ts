import { describe } from 'vitest';
import type { Dialect } from '../../../src/statsd/dialect.ts';
import type { DogStatsdEvent, Metric, ServiceCheck, StatsdRecord } from '../../../src/statsd/record.ts';
import type { SampleSeries } from '../../../src/statsd/series/samples.ts';
import type { Series } from '../../../src/statsd/series/series.ts';
import { comparePeer } from './compare.ts';
import type { Reading } from './reading.ts';
import { readPackets } from './reading.ts';
import type { Meaning, Vector } from './vector.ts';
import { loadVectors } from './vector.ts';

const statusNumbers = { ok: 0, warning: 1, critical: 2, unknown: 3 } as const;
const metricTypes = {
  c: 'counter',
  g: 'gauge',
  ms: 'timing',
  h: 'histogram',
  d: 'distribution',
  s: 'set',
} as const;

/** Telegraf tests some of its functions alone; we put their input where it stands in a line. */
const lineOfUnit: Record<string, (input: string) => string> = {
  parseName: (input) => `${input}:1|c`,
  parseKeyValue: (input) => `name,${input}:1|c`,
};

function dialectOf({ config, input = '' }: Vector): Dialect {
  const isDatadog = config?.datadog_extensions === true || input.startsWith('_e') || input.startsWith('_sc');
  return isDatadog ? 'dogstatsd' : 'influxdb';
}

function read(vector: Vector, strict: boolean): Reading {
  const lineOf = lineOfUnit[String(vector.config?.unit)] ?? ((input: string) => input);
  const lines = (vector.inputs as readonly string[]) ?? [lineOf(vector.input!)];
  return readPackets(lines, dialectOf(vector), strict);
}

/** The default `metric_separator`. */
function nameOf({ name }: { readonly name: string }): string {
  return name.replaceAll('.', '_');
}

function sampleFields(series: SampleSeries, percentiles: readonly number[]): Meaning {
  const { count, sum, min, max } = series;
  const mean = sum / count;
  const squares = series.samples.reduce(
    (total, { value, weight }) => total + weight * (value - mean) ** 2,
    0,
  );
  const quantiles = percentiles.map((percent) => [`${percent}_percentile`, series.quantile(percent / 100)]);
  const median = series.quantile(0.5);
  const moments = { mean, median, stddev: Math.sqrt(squares / count) };
  return { count, sum, lower: min, upper: max, ...moments, ...Object.fromEntries(quantiles) };
}

function fieldsOf(series: Series): Meaning {
  if (series.type === 'c') return { value: Math.trunc(series.sum) };
  if (series.type === 'g') return { value: series.last };
  return series.type === 's' ? { value: series.members.size } : sampleFields(series, []);
}

function stateOf({ totals }: Reading, config: Vector['config']): unknown {
  const state = [...totals.series.values()].map((series): Meaning => {
    const name = nameOf(series);
    if (series.type === 'c' || series.type === 'g' || series.type === 's') {
      return { kind: metricTypes[series.type], name, ...fieldsOf(series) };
    }
    return { name, fields: sampleFields(series, (config?.percentiles as number[]) ?? []) };
  });
  return byName(state);
}

function byName(state: readonly Meaning[]): readonly Meaning[] {
  return [...state].sort((a, b) => String(a.name).localeCompare(String(b.name)));
}

/** Bare tags become `true`; `c:` becomes a tag when it is kept. */
function tagsOf({ tags, containerId }: StatsdRecord, config: Vector['config']): Meaning {
  const pairs = tags.map(([key, value]) => [key, value === '' ? 'true' : value]);
  const container = config?.datadog_keep_container_tag === true ? { container: containerId } : {};
  return { ...Object.fromEntries(pairs), ...container };
}

function metricEvent(metric: Metric, { totals }: Reading, config: Vector['config']): Meaning {
  const series = totals.find(metric.type, metric.name, metric.tags) as Series;
  const tags = { ...tagsOf(metric, config), metric_type: metricTypes[metric.type] };
  return { name: nameOf(metric), tags, fields: fieldsOf(series) };
}

function checkEvent(check: ServiceCheck, config: Vector['config']): Meaning {
  const { host, ...tags } = tagsOf(check, config);
  const source = host ?? check.hostname ?? config?.default_hostname;
  const fields = { status: statusNumbers[check.status], status_text: check.status, message: check.message };
  const own = { check_name: check.name, ...(source === '' ? {} : { source }) };
  return { name: 'statsd_service_check', tags: { ...tags, ...own }, fields };
}

function dogEvent(event: DogStatsdEvent, config: Vector['config']): Meaning {
  const { title, text, priority, alertType, timestampSeconds } = event;
  const tags = { ...tagsOf(event, config), source: event.hostname ?? config?.default_hostname };
  return { name: title, tags, fields: { priority, alert_type: alertType, text, ts: timestampSeconds } };
}

function ours(reading: Reading, { config, final_state, events }: Vector): unknown {
  if (reading.totals.badLineCount > 0) return 'refused';
  const [record] = reading.records;
  if (config?.unit === 'parseName') return nameAndTags(record as Metric);
  if (config?.unit === 'parseKeyValue') return record?.tags.map(([key, value]) => ({ key, value }));
  if (final_state !== undefined) return stateOf(reading, config);
  if (events === undefined) return 'taken';
  return reading.records.map((one) => {
    if (one.kind === 'metric') return metricEvent(one, reading, config);
    return one.kind === 'event' ? dogEvent(one, config) : checkEvent(one, config);
  });
}

function nameAndTags(metric: Metric): readonly Meaning[] {
  return [{ name: nameOf(metric), tags: Object.fromEntries(metric.tags) }];
}

function theirs({ config, final_state, events }: Vector): unknown {
  if (config?.unit === 'parseName') return events?.map(({ name, tags }) => ({ name, tags: tags ?? {} }));
  if (final_state !== undefined) return byName(final_state as Meaning[]);
  return events ?? 'taken';
}

describe('what Telegraf makes of lines', () => {
  comparePeer(loadVectors('decode-telegraf-statsd'), { isReference: false, read, ours, theirs });
});
