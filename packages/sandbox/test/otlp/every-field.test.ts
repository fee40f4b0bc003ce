import { Writer } from 'protobufjs/minimal.js';
import { expect, test } from 'vitest';
import { OtlpDefects } from '../../src/otlp/defect.ts';
import type { Encoding } from '../../src/otlp/encoding.ts';
import { readRequest } from '../../src/otlp/encoding.ts';
import { readProtobuf } from '../../src/otlp/wire/read-protobuf.ts';
import { requireIn } from './installed-sdk.ts';

const name = 'ExportMetricsServiceRequest';

interface GeneratedType {
  fromObject(object: object): object;
  encode(message: object): { finish(): Uint8Array };
}

/** What protobufjs has generated of the protocol's own source: older SDKs carry it with them. */
function generatedType(): GeneratedType {
  const load = requireIn('1', '@opentelemetry/sdk-node', '@opentelemetry/exporter-metrics-otlp-proto');
  const { opentelemetry } = load('@opentelemetry/otlp-transformer/build/src/generated/root.js');
  return opentelemetry.proto.collector.metrics.v1[name];
}

/** A request with every field but `metadata` and `entityRefs`; JSON has bytes in two ways, and other numbers as texts. */
function fullRequest(hex: (digits: string) => unknown, bytes: (base64: string) => unknown) {
  const value = (of: object) => ({ key: 'k', value: of });
  const attributes = [
    value({ stringValue: 'ä' }),
    value({ boolValue: true }),
    value({ intValue: '-9007199254740993' }),
    value({ doubleValue: -0.1 }),
    value({ arrayValue: { values: [{ intValue: 1 }, {}] } }),
    value({ kvlistValue: { values: [{ key: 'x', value: { boolValue: false } }] } }),
    value({ bytesValue: bytes('AQI=') }),
  ];
  const times = { startTimeUnixNano: '1700000000000000001', timeUnixNano: '1700000010000000002' };
  const exemplar = { timeUnixNano: '3', spanId: hex('0102030405060708'), traceId: hex('ff'.repeat(16)) };
  const exemplars = [
    { ...exemplar, asDouble: 1.5, filteredAttributes: attributes },
    { ...exemplar, asInt: '-5' },
  ];
  const common = { attributes, ...times, exemplars, flags: 1 };
  const totals = { count: '12', sum: 1.5, min: -1, max: 7 };
  const metric = (kind: object) => ({ name: 'n', description: 'd', unit: 'u', ...kind });
  const numbers = [
    { ...common, asDouble: 2.5 },
    { ...common, asInt: '-9007199254740993' },
  ];
  const explicit = { ...common, ...totals, bucketCounts: ['4', '8'], explicitBounds: [0.5] };
  const buckets = { offset: -3, bucketCounts: ['1', '300'] };
  const scaled = { scale: -2, zeroCount: '5', zeroThreshold: 0.25, positive: buckets, negative: buckets };
  const quantiles = { count: '2', sum: 3, quantileValues: [{ quantile: 0.5, value: 1.5 }] };
  const metrics = [
    metric({ gauge: { dataPoints: numbers } }),
    metric({ sum: { dataPoints: numbers, aggregationTemporality: 2, isMonotonic: true } }),
    metric({ histogram: { dataPoints: [explicit], aggregationTemporality: 1 } }),
    metric({
      exponentialHistogram: { dataPoints: [{ ...common, ...totals, ...scaled }], aggregationTemporality: 1 },
    }),
    metric({ summary: { dataPoints: [{ attributes, ...times, flags: 1, ...quantiles }] } }),
  ];
  const scope = { name: 's', version: '1', attributes, droppedAttributesCount: 2 };
  const resource = { attributes, droppedAttributesCount: 3 };
  return {
    resourceMetrics: [{ resource, scopeMetrics: [{ scope, metrics, schemaUrl: 'a' }], schemaUrl: 'b' }],
  };
}

function read(bytes: Uint8Array, encoding: Encoding) {
  const defects = new OtlpDefects();
  return { message: readRequest(bytes, encoding, defects), defects: defects.found };
}

test('every field of the protocol is read, of JSON and of protobuf', () => {
  const json = fullRequest(
    (digits) => digits,
    (base64) => base64,
  );
  const type = generatedType();
  const message = type.fromObject(
    fullRequest(
      (digits) => Buffer.from(digits, 'hex'),
      (base64) => Buffer.from(base64, 'base64'),
    ),
  );
  const inJson = read(Buffer.from(JSON.stringify(json)), 'json');
  const inProtobuf = read(type.encode(message).finish(), 'protobuf');
  expect(inProtobuf).toEqual(inJson);
  expect(inJson.defects).toEqual([]);
  const back = JSON.stringify(inJson.message, (_key, value) => {
    if (typeof value === 'bigint') return String(value);
    return value instanceof Uint8Array
      ? Buffer.from(value).toString(value.length > 2 ? 'hex' : 'base64')
      : value;
  });
  expect(JSON.parse(back)).toMatchObject(
    JSON.parse(JSON.stringify(json).replaceAll('"intValue":1}', '"intValue":"1"}')),
  );
});

test('fields that came later to the protocol are read too', () => {
  const defects = new OtlpDefects();
  const reference = Writer.create();
  for (const [index, text] of ['url', 'service', 'id', 'about'].entries()) {
    reference.uint32(((index + 1) << 3) | 2).string(text);
  }
  const resource = Writer.create()
    .uint32((3 << 3) | 2)
    .bytes(reference.finish())
    .finish();
  expect(readProtobuf(resource, 'Resource', defects)).toMatchObject({
    entityRefs: [{ schemaUrl: 'url', type: 'service', idKeys: ['id'], descriptionKeys: ['about'] }],
  });
  const pair = Writer.create()
    .uint32((1 << 3) | 2)
    .string('k')
    .finish();
  const metric = Writer.create()
    .uint32((12 << 3) | 2)
    .bytes(pair)
    .finish();
  expect(readProtobuf(metric, 'Metric', defects)).toMatchObject({ metadata: [{ key: 'k' }] });
  expect(defects.found).toEqual([]);
});
