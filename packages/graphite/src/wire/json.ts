import type { Format } from './format.js';
import { pathShape } from './path-shape.js';
import { textRecordBytes, writeTextRecord } from './text-record.js';

const bytesOf = (text: string) => new Uint8Array(Buffer.from(text));

/**
 * `[{"name":…,"tags":["key=value"],"interval":60,"value":1.5,"time":1700000000}]`, as Grafana Cloud takes it over HTTP. The
 * interval is that between two points of a series. Names are ASCII without quotes.
 * https://grafana.com/docs/grafana-cloud/send-data/metrics/metrics-graphite/http-api/
 */
export function json(intervalSeconds: number): Format {
  return {
    name: 'json',
    wrapping: { head: bytesOf('['), separator: bytesOf(','), tail: bytesOf(']') },
    renderTags: (tags) => `","tags":${JSON.stringify(tags)}`,
    shape({ before, name, after, hasTags, isSplit }) {
      const nameEnd = hasTags ? '' : `${after}"`;
      return pathShape({
        before: `{"name":"${before}`,
        name,
        after: `${nameEnd},"interval":${intervalSeconds},"value":`,
        hasTags,
        isSplit,
      });
    },
    stamp: (second) => bytesOf(`,"time":${second}}`),
    recordBytes: textRecordBytes,
    write: writeTextRecord,
  };
}
