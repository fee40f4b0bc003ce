// The encoder that one would write in an afternoon: strings, regular expressions, a Buffer for each datagram. It writes the
// records of `new StatsdMetricExporter({ dialect: 'dogstatsd' })`.
import { quantile } from '@otelwire/core';

const clean = (text) => String(text).replace(/[|,#\n\r]/g, '_');

function tagsOf(attributes, resource) {
  const tags = {
    env: resource['deployment.environment.name'],
    service: resource['service.name'],
    version: resource['service.version'],
    ...attributes,
  };
  return Object.keys(tags)
    .sort()
    .map((key) => `${clean(key).replace(/:/g, '_')}:${clean(tags[key])}`)
    .join(',');
}

/** The records of a point: name, value and type. */
export function recordsOf(name, metric, { value }) {
  if (typeof value === 'number')
    return [[name, value, metric.dataPointType === 3 && metric.aggregationTemporality === 0 ? 'c' : 'g']];
  return [
    [`${name}.count`, value.count, 'c'],
    [`${name}.sum`, value.sum, 'c'],
    [`${name}.min`, value.min, 'g'],
    [`${name}.max`, value.max, 'g'],
    [`${name}.avg`, value.sum / value.count, 'g'],
    [`${name}.p50`, quantile(value, 0.5), 'g'],
    [`${name}.p95`, quantile(value, 0.95), 'g'],
    [`${name}.p99`, quantile(value, 0.99), 'g'],
  ];
}

/** The name of a metric on the wire. */
export const nameOf = (metric) => metric.descriptor.name.replace(/[^A-Za-z0-9_.]/g, '_');

/** The datagrams of an export. */
export function encodeNaively({ resource, scopeMetrics }, maxPayloadBytes) {
  const datagrams = [];
  let text = '';
  for (const { metrics } of scopeMetrics) {
    for (const metric of metrics) {
      const name = nameOf(metric);
      for (const point of metric.dataPoints) {
        const tags = tagsOf(point.attributes, resource.attributes);
        for (const [record, value, type] of recordsOf(name, metric, point)) {
          const sign = type === 'g' && value < 0 ? `${record}:0|g|#${tags}\n` : '';
          const line = `${sign}${record}:${value}|${type}|#${tags}\n`;
          if (Buffer.byteLength(text) + Buffer.byteLength(line) > maxPayloadBytes) {
            datagrams.push(Buffer.from(text));
            text = '';
          }
          text += line;
        }
      }
    }
  }
  datagrams.push(Buffer.from(text));
  return datagrams;
}
