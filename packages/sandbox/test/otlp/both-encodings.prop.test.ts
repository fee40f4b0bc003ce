import { JsonMetricsSerializer, ProtobufMetricsSerializer } from '@opentelemetry/otlp-transformer';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { OtlpDefects } from '../../src/otlp/defect.ts';
import type { Encoding } from '../../src/otlp/encoding.ts';
import { readRequest } from '../../src/otlp/encoding.ts';
import { readMetrics } from '../../src/otlp/points/read-metrics.ts';
import { resourceMetrics } from './arbitrary-metrics.ts';

const serializers = { json: JsonMetricsSerializer, protobuf: ProtobufMetricsSerializer };

function read(bytes: Uint8Array, encoding: Encoding) {
  const defects = new OtlpDefects();
  return { request: readRequest(bytes, encoding, defects), defects: defects.found };
}

test('what the SDK writes is the same in JSON and in protobuf, and of known fields', () => {
  fc.assert(
    fc.property(resourceMetrics, (metrics) => {
      const inJson = read(JsonMetricsSerializer.serializeRequest(metrics)!, 'json');
      const inProtobuf = read(ProtobufMetricsSerializer.serializeRequest(metrics)!, 'protobuf');
      expect(inJson).toEqual(inProtobuf);
      expect(inJson.defects).toEqual([]);
    }),
  );
});

test('points come out as the SDK had them', () => {
  fc.assert(
    fc.property(resourceMetrics, (metrics) => {
      const { request } = read(ProtobufMetricsSerializer.serializeRequest(metrics)!, 'protobuf');
      const { taken, refusedCount } = readMetrics(request!, false);
      const sent = metrics.scopeMetrics.flatMap((scope) =>
        scope.metrics.flatMap(({ descriptor, dataPoints }) =>
          dataPoints.map((point) => [scope.scope.name, descriptor.name, point] as const),
        ),
      );
      expect([taken.length, refusedCount]).toEqual([sent.length, 0]);
      for (const [index, [scope, name, { attributes, value }]] of sent.entries()) {
        const { kind, ...point } = taken[index]!;
        expect(point).toMatchObject({ name, attributes, scope: { name: scope } });
        expect('value' in point ? point.value : 'histogram' in point && point.histogram).toEqual(value);
      }
    }),
  );
});

describe.each(['json', 'protobuf'] as const)('in %s', (encoding) => {
  test('a body that was cut is refused, wherever', () => {
    fc.assert(
      fc.property(
        resourceMetrics,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (metrics, share) => {
          const bytes = serializers[encoding].serializeRequest(metrics)!;
          const length = Math.max(1, Math.floor(bytes.length * share));
          if (length === bytes.length) return;
          const { request, defects } = read(bytes.subarray(0, length), encoding);
          expect(request).toBeUndefined();
          expect(defects.at(-1)).toMatchObject({ code: `bad-${encoding}`, level: 'error' });
        },
      ),
    );
  });

  test('a body with another byte in it is read, or refused with a reason', () => {
    fc.assert(
      fc.property(resourceMetrics, fc.nat(), fc.nat(255), (metrics, at, byte) => {
        const bytes = Uint8Array.from(serializers[encoding].serializeRequest(metrics)!);
        bytes[at % bytes.length] = byte;
        const { request, defects } = read(bytes, encoding);
        if (request === undefined) expect(defects).not.toEqual([]);
        else readMetrics(request, true);
      }),
      { numRuns: 1000 },
    );
  });

  test('bytes of any kind are read, or refused with a reason', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const { request, defects } = read(bytes, encoding);
        if (request === undefined) expect(defects).not.toEqual([]);
        else readMetrics(request, true);
      }),
      { numRuns: 1000 },
    );
  });
});

test('JSON of any form is read, or refused with a reason', () => {
  const point = fc.dictionary(
    fc.constantFrom(
      'asInt',
      'asDouble',
      'attributes',
      'timeUnixNano',
      'bucketCounts',
      'explicitBounds',
      'scale',
      'flags',
      'positive',
      'exemplars',
    ),
    fc.jsonValue({ maxDepth: 3 }),
  );
  const kind = fc.constantFrom('sum', 'gauge', 'histogram', 'exponentialHistogram', 'summary');
  fc.assert(
    fc.property(kind, fc.array(point), fc.jsonValue(), (name, dataPoints, other) => {
      const metrics = [{ [name]: { dataPoints, aggregationTemporality: other } }, other];
      const body = { resourceMetrics: [{ scopeMetrics: [{ metrics }], resource: other }] };
      const { request, defects } = read(Buffer.from(JSON.stringify(body)), 'json');
      if (request === undefined) expect(defects).not.toEqual([]);
      else readMetrics(request, true);
    }),
    { numRuns: 1000 },
  );
});
