import { describe } from 'vitest';
import type { Dialect } from '../../../src/statsd/dialect.ts';
import { weightOf } from '../../../src/statsd/rate.ts';
import type { Metric } from '../../../src/statsd/record.ts';
import { comparePeer } from './compare.ts';
import type { Reading } from './reading.ts';
import { metricsOf, readPackets } from './reading.ts';
import type { Meaning, Vector } from './vector.ts';
import { bytesOf, loadVectors } from './vector.ts';

/** statsd_exporter reads several dialects at once, ours one: it is chosen by what stands in the name. */
function dialectOf({ config, ...vector }: Vector): Dialect {
  const enabled = config!.tag_dialects as readonly Dialect[];
  const [name = ''] = bytesOf(vector).toString('utf8').split(':');
  if (enabled.includes('signalfx') && /[[\]]/.test(name)) return 'signalfx';
  if (enabled.includes('librato') && name.includes('#')) return 'librato';
  if (enabled.includes('influxdb') && name.includes(',')) return 'influxdb';
  if (enabled.includes('dogstatsd')) return 'dogstatsd';
  return enabled.includes('influxdb') ? 'influxdb' : 'plain';
}

function read(vector: Vector, strict: boolean): Reading {
  return readPackets([bytesOf(vector)], dialectOf(vector), strict);
}

/** It drops tags without a value, and makes a label name of the key. */
function labelsOf({ tags, containerId }: Metric): Meaning {
  const full = tags.filter(([key, value]) => key !== '' && value !== '');
  const labels = full.map(([key, value]) => [
    key.replace(/^(\d)/, '_$1').replace(/[^A-Za-z0-9_]/g, '_'),
    value,
  ]);
  return {
    ...Object.fromEntries(labels),
    ...(containerId === undefined ? {} : { container_id: containerId }),
  };
}

/** It multiplies counters, repeats samples by their weight, and makes seconds of milliseconds. */
function eventsOf(metric: Metric): readonly Meaning[] {
  const { name, type, rate, sign } = metric;
  const labels = labelsOf(metric);
  const weight = weightOf(rate);
  return metric.values.map(Number).flatMap((value): Meaning[] => {
    if (type === 'c') return [{ kind: 'counter', name, value: value * weight, labels }];
    if (type === 'g') return [{ kind: 'gauge', name, value, relative: sign !== undefined, labels }];
    const event = { kind: 'observer', name, value: type === 'ms' ? value / 1000 : value, labels };
    return Array.from({ length: Math.trunc(weight) }, () => event);
  });
}

describe('what statsd_exporter makes of lines', () => {
  comparePeer(loadVectors('decode-statsd_exporter'), {
    isReference: false,
    read,
    ours: (reading) => {
      const metrics = metricsOf(reading);
      return metrics === 'refused' ? metrics : metrics.flatMap(eventsOf);
    },
    theirs: ({ events }) => events,
  });
});
