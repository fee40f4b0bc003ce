import { Writer } from 'protobufjs/minimal.js';
import { describe, expect, test } from 'vitest';
import { OtlpDefects } from '../../src/otlp/defect.ts';
import { readProtobuf } from '../../src/otlp/wire/read-protobuf.ts';

function read(bytes: Writer | Uint8Array, name: string) {
  const defects = new OtlpDefects();
  const message = readProtobuf(bytes instanceof Writer ? bytes.finish() : bytes, name, defects);
  return { message, defects: defects.found.map(({ code, where, message }) => [code, where, message]) };
}

const key = (number: number, wireType: number) => (number << 3) | wireType;
const lengthOf = (bytes: Uint8Array) => Writer.create().uint32(bytes.length).finish();

describe('what protobuf allows is read', () => {
  test('numbers in a list, packed or not', () => {
    const packed = Writer.create().uint32(key(2, 2)).fork().uint64(1).uint64(300).ldelim();
    const single = Writer.create().uint32(key(2, 0)).uint64(1).uint32(key(2, 0)).uint64(300);
    const both = Writer.create().raw(packed.finish()).uint32(key(2, 0)).uint64(5);
    expect(read(packed, 'Buckets')).toEqual({
      message: { offset: 0, bucketCounts: [1n, 300n] },
      defects: [],
    });
    expect(read(single, 'Buckets')).toEqual(read(packed, 'Buckets'));
    expect(read(both, 'Buckets').message).toMatchObject({ bucketCounts: [1n, 300n, 5n] });
  });

  test('integers of 64 bits, to the last one', () => {
    const least = Writer.create()
      .uint32(key(6, 1))
      .fixed32(0)
      .fixed32(2 ** 31);
    const greatest = Writer.create()
      .uint32(key(3, 1))
      .fixed32(2 ** 32 - 1)
      .fixed32(2 ** 32 - 1);
    const minusOne = Uint8Array.of(key(3, 0), ...Array<number>(9).fill(255), 1);
    expect(read(least, 'NumberDataPoint').message).toMatchObject({ asInt: -(2n ** 63n) });
    expect(read(greatest, 'NumberDataPoint').message).toMatchObject({ timeUnixNano: 2n ** 64n - 1n });
    expect(read(minusOne, 'AnyValue').message).toMatchObject({ intValue: -1n });
  });

  test('a message in two parts is one', () => {
    const name = Writer.create().uint32(key(1, 2)).fork().uint32(key(1, 2)).string('a').ldelim();
    const version = Writer.create().uint32(key(1, 2)).fork().uint32(key(2, 2)).string('1').ldelim();
    const { message, defects } = read(Buffer.concat([name.finish(), version.finish()]), 'ScopeMetrics');
    expect([message, defects]).toEqual([
      { scope: expect.objectContaining({ name: 'a', version: '1' }), metrics: [], schemaUrl: '' },
      [],
    ]);
  });

  test('of a field that comes twice the last counts, also where another excludes it', () => {
    const twice = Writer.create().uint32(key(1, 2)).string('a').uint32(key(1, 2)).string('b');
    expect(read(twice, 'AnyValue')).toMatchObject({ message: { stringValue: 'b' }, defects: [] });
    const { message, defects } = read(twice.uint32(key(2, 0)).bool(true), 'AnyValue');
    expect(message).toMatchObject({ stringValue: undefined, boolValue: true });
    expect(defects).toEqual([['value-twice', '', expect.stringContaining('stringValue and boolValue')]]);
  });

  test('fields that are not known, with a remark', () => {
    const later = Writer.create()
      .uint32(key(99, 2))
      .string('a')
      .uint32(key(98, 5))
      .fixed32(1)
      .uint32(key(1, 2))
      .string('b');
    const { message, defects } = read(later, 'Metric');
    expect(message).toMatchObject({ name: 'b' });
    expect(defects.map(([code]) => code)).toEqual(['unknown-field', 'unknown-field']);
  });

  test('a hundred remarks of them, and no more', () => {
    const fields = Writer.create();
    for (let i = 0; i < 5000; i += 1) fields.uint32(key(99, 0)).uint32(1);
    expect(read(fields, 'Metric').defects).toHaveLength(100);
  });
});

describe('what is no protobuf is refused, and where it is', () => {
  const nested = (depth: number) => {
    let bytes: Uint8Array = new Uint8Array();
    for (let i = 0; i < depth; i += 1) {
      const list = Buffer.concat([Uint8Array.of(key(1, 2)), lengthOf(bytes), bytes]);
      bytes = Buffer.concat([Uint8Array.of(key(5, 2)), lengthOf(list), list]);
    }
    return bytes;
  };

  test.each<[string, Writer | Uint8Array, string]>([
    ['another wire type', Writer.create().uint32(key(1, 0)).uint32(5), 'name has the wire type 0, not 2'],
    [
      'a list of another wire type',
      Writer.create().uint32(key(12, 1)).double(5),
      'metadata has the wire type 1, not 2',
    ],
    ['text that is no UTF-8', Uint8Array.of(key(1, 2), 2, 0xc3, 0x28), 'not valid'],
    ['a length beyond the end', Uint8Array.of(key(1, 2), 9, 65), 'out of range'],
    ['a tag that breaks off', Uint8Array.of(0x80), 'out of range'],
    ['the field 0', Uint8Array.of(0, 0), 'number 0'],
    ['a group', Writer.create().uint32(key(99, 3)).uint32(key(99, 4)), 'group'],
    ['the wire type 7', Writer.create().uint32(key(99, 7)), 'wire type 7'],
  ])('%s', (_name, bytes, message) => {
    const defects = [['bad-protobuf', '', expect.stringContaining(message)]];
    expect(read(bytes, 'Metric')).toEqual({ message: undefined, defects });
  });

  test('messages deeper than a hundred', () => {
    expect(read(nested(50), 'AnyValue').defects).toEqual([]);
    const { defects } = read(nested(51), 'AnyValue');
    expect(defects).toEqual([
      [
        'bad-protobuf',
        expect.stringMatching(/^arrayValue\.values\[0\]/),
        expect.stringContaining('100 deep'),
      ],
    ]);
  });

  test('within others: the innermost that is bad is told', () => {
    const point = Writer.create().uint32(key(3, 0)).uint32(5).finish();
    const gauge = Writer.create()
      .uint32(key(1, 2))
      .bytes(new Uint8Array())
      .uint32(key(1, 2))
      .bytes(point)
      .finish();
    const { defects } = read(Writer.create().uint32(key(5, 2)).bytes(gauge), 'Metric');
    expect(defects).toEqual([
      ['bad-protobuf', 'gauge.dataPoints[1]', expect.stringContaining('timeUnixNano')],
    ]);
  });
});
