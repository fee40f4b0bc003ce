import { describe, expect, test } from 'vitest';
import { OtlpDefects } from '../../src/otlp/defect.ts';
import { readJson } from '../../src/otlp/wire/read-json.ts';

function read(json: unknown, name: string) {
  const defects = new OtlpDefects();
  const bytes = json instanceof Uint8Array ? json : Buffer.from(JSON.stringify(json));
  return { message: readJson(bytes, name, defects), codes: defects.found.map(({ code }) => code) };
}

function nested(depth: number): object {
  return depth === 0 ? {} : { arrayValue: { values: [nested(depth - 1)] } };
}

describe('what JSON may say for one value', () => {
  test.each<[string, unknown, string, string, unknown]>([
    ['an integer of 64 bits as a text', '-5', 'NumberDataPoint', 'asInt', -5n],
    ['as a number', -5, 'NumberDataPoint', 'asInt', -5n],
    ['the greatest', '18446744073709551615', 'NumberDataPoint', 'timeUnixNano', 2n ** 64n - 1n],
    ['one of 32 bits as a text', '7', 'NumberDataPoint', 'flags', 7],
    ['a double as a text', '-1.5e3', 'NumberDataPoint', 'asDouble', -1500],
    ['NaN', 'NaN', 'NumberDataPoint', 'asDouble', Number.NaN],
    ['infinity', '-Infinity', 'NumberDataPoint', 'asDouble', Number.NEGATIVE_INFINITY],
    ['nothing, as null', null, 'NumberDataPoint', 'asDouble', undefined],
    ['nothing for a list', null, 'NumberDataPoint', 'attributes', []],
    ['hexadecimal digits in capitals', '0A0B', 'Exemplar', 'traceId', Uint8Array.of(10, 11)],
    ['and in small letters', '0a0b', 'Exemplar', 'spanId', Uint8Array.of(10, 11)],
    ['base64', '+/8=', 'AnyValue', 'bytesValue', Uint8Array.of(251, 255)],
    ['base64 for URLs, without its end', '-_8', 'AnyValue', 'bytesValue', Uint8Array.of(251, 255)],
  ])('%s', (_name, value, type, field, result) => {
    const { message, codes } = read({ [field]: value }, type);
    expect([message?.[field], codes]).toEqual([result, []]);
  });
});

test('names as in the protobuf source and of enum values are read, with a warning', () => {
  const json = { data_points: [{ as_int: 1 }], aggregationTemporality: 'AGGREGATION_TEMPORALITY_CUMULATIVE' };
  const { message, codes } = read(json, 'Sum');
  expect(message).toMatchObject({ dataPoints: [{ asInt: 1n }], aggregationTemporality: 2 });
  expect(codes).toEqual(['field-name', 'field-name', 'enum-name']);
});

test('what is no object in UTF-8 is refused', () => {
  const bodies = [Buffer.from('{'), Buffer.from(''), Buffer.from('{"name":"\xe4"}', 'latin1'), [], 5, null];
  for (const body of bodies)
    expect(read(body, 'Metric')).toEqual({ message: undefined, codes: ['bad-json'] });
});

test('objects deeper than a hundred are refused', () => {
  expect(read(nested(50), 'AnyValue').codes).toEqual([]);
  expect(read(nested(51), 'AnyValue').codes).toEqual(['bad-field']);
  expect(read(Buffer.from('['.repeat(1_000_000)), 'AnyValue').codes).toEqual(['bad-json']);
});

test('names that objects inherit are no fields', () => {
  const { message, codes } = read(JSON.parse('{"__proto__": 1, "constructor": 2, "name": "a"}'), 'Metric');
  expect([message?.name, codes]).toEqual(['a', ['unknown-field', 'unknown-field']]);
});
