import { describe } from 'vitest';
import { parseRecord } from '../../../src/statsd/parse.ts';
import type { DogStatsdEvent, Metric, ServiceCheck, Tag } from '../../../src/statsd/record.ts';
import { comparePeer } from './compare.ts';
import type { Reading } from './reading.ts';
import { metricsOf, readPackets, tagTexts } from './reading.ts';
import type { Meaning, Vector } from './vector.ts';
import { bytesOf, loadVectors } from './vector.ts';

const typeNames = {
  c: 'count',
  g: 'gauge',
  ms: 'timing',
  h: 'histogram',
  d: 'distribution',
  s: 'set',
} as const;
const sampleTypes = { ...typeNames, c: 'counter', ms: 'histogram' } as const;

/** The Agent tests some of its functions alone; we put their input where it stands in a line. */
const lineOfUnit: Record<string, (input: string) => string> = {
  parseFloat64List: (input) => `x:${input}|d`,
  parseTags: (input) => `x:1|c${input === '' ? '' : `|#${input}`}`,
};

function read(vector: Vector, strict: boolean): Reading {
  const line = lineOfUnit[String(vector.config?.unit)]?.(vector.input!) ?? bytesOf(vector);
  return readPackets([line], 'dogstatsd', strict);
}

/** The Agent's second stage takes the tag `host` and its own `dd.internal.` tags out of the list. */
function enrich(tags: readonly Tag[]): {
  tags: string[];
  host: string | undefined;
  pod_uid: string | undefined;
} {
  const value = (wanted: string) => tags.find(([key]) => key === wanted)?.[1];
  const rest = tags.filter(([key]) => key !== 'host' && !key.startsWith('dd.internal.'));
  return { tags: tagTexts(rest), host: value('host'), pod_uid: value('dd.internal.entity_id') };
}

function parsedMetric(metric: Metric): Meaning {
  const shared = {
    kind: typeNames[metric.type],
    name: metric.name,
    tags: tagTexts(metric.tags),
    sample_rate: metric.rate,
    timestamp: metric.timestampSeconds ?? null,
    container_id: metric.containerId,
  };
  return metric.type === 's'
    ? { ...shared, set_value: metric.values[0] }
    : { ...shared, values: metric.values };
}

function enrichedMetric(metric: Metric, config: Vector['config']): Meaning[] {
  const fallback = config?.serverless_mode === true ? '' : config?.default_hostname;
  return metric.values.map((value) => {
    const { host, ...rest } = enrich(metric.tags);
    const shared = { name: metric.name, value, host: host ?? fallback, ...rest };
    return { sample_type: sampleTypes[metric.type], sample_rate: metric.rate, ...shared };
  });
}

function ourMetrics(reading: Reading, { input, config }: Vector): unknown {
  if (config?.unit === 'findMessageType') return parseRecord(input!, 'dogstatsd').kind.replace('-', '_');
  const metrics = metricsOf(reading);
  if (metrics === 'refused') return metrics;
  if (config?.unit === 'parseFloat64List') return metrics[0]?.values;
  if (config?.unit === 'parseTags') return tagTexts(metrics[0]!.tags);
  if (config?.stage === 'parse+enrich') return metrics.flatMap((metric) => enrichedMetric(metric, config));
  return metrics.map(parsedMetric);
}

function theirMetrics({ events, config }: Vector): unknown {
  const [first] = events ?? [];
  if (config?.unit === 'findMessageType') return first?.message_type;
  if (config?.unit === 'parseFloat64List') return first?.values;
  if (config?.unit === 'parseTags') return [...((first?.tags as string[] | null) ?? [])].sort();
  return events?.map(({ value, values, local_data, ...event }) => {
    const tags = [...(event.tags as string[])].sort();
    if (config?.stage === 'parse+enrich')
      return { sample_rate: 1, ...event, value, tags, pod_uid: event.pod_uid };
    const numbers = event.kind === 'set' ? {} : { values: values ?? [value] };
    const container_id = (local_data as { container_id?: string } | undefined)?.container_id;
    // c: is only read with dogstatsd_origin_detection_client; without it, ours goes further.
    return { ...event, tags, ...numbers, container_id: container_id ?? containerNotAsked(config, event) };
  });
}

/** The container id that stands in the vectors whose Agent was not asked to read it. */
function containerNotAsked(config: Vector['config'], { name }: Meaning): string | undefined {
  const isTold = name === 'example.metric' && config?.dogstatsd_origin_detection_client !== true;
  return isTold ? '2a25f7fc8fbf573d62053d7263dd2d440c07b6ab4d2b107e50b0d4df1f2ee15f' : undefined;
}

function shared(record: DogStatsdEvent | ServiceCheck, config: Vector['config']): Meaning {
  const enriched = config?.stage === 'parse+enrich' ? enrich(record.tags) : undefined;
  return {
    timestamp: record.timestampSeconds ?? 0,
    tags: enriched?.tags ?? tagTexts(record.tags),
    hostname: enriched?.host ?? record.hostname ?? '',
    pod_uid: enriched?.pod_uid,
  };
}

function ourNotices({ records, totals }: Reading, { config }: Vector): unknown {
  if (totals.badLineCount > 0) return 'refused';
  return records.map((record): Meaning => {
    if (record.kind === 'event') {
      const { title, text, priority, alertType, aggregationKey, sourceType } = record;
      const own = { kind: 'event', title, text, priority, alert_type: alertType };
      const keys = { aggregation_key: aggregationKey ?? '', source_type: sourceType ?? '' };
      return { ...own, ...keys, ...shared(record, config) };
    }
    const { name, status, message } = record as ServiceCheck;
    return {
      kind: 'service_check',
      name,
      status,
      message: message ?? '',
      ...shared(record as ServiceCheck, config),
    };
  });
}

function theirNotices({ events }: Vector): unknown {
  return events?.map((event) => ({ ...event, tags: [...((event.tags as string[] | null) ?? [])].sort() }));
}

describe('what the Datadog Agent makes of metrics', () => {
  comparePeer(loadVectors('decode-datadog-agent-metrics'), {
    isReference: true,
    read,
    ours: ourMetrics,
    theirs: theirMetrics,
  });
});

describe('what the Datadog Agent makes of events', () => {
  comparePeer(loadVectors('decode-datadog-agent-events'), {
    isReference: true,
    read,
    ours: ourNotices,
    theirs: theirNotices,
  });
});

describe('what the Datadog Agent makes of service checks', () => {
  comparePeer(loadVectors('decode-datadog-agent-service-checks'), {
    isReference: true,
    read,
    ours: ourNotices,
    theirs: theirNotices,
  });
});
