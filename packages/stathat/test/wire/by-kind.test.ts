import { Packer } from '@otelwire/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { byKind } from '../../src/wire/by-kind.ts';
import { bulk, type PointKind } from '../../src/wire/format.ts';

const encode = (text: string) => new Uint8Array(Buffer.from(text));
const textsOf = (bodies: readonly Uint8Array[]) => bodies.map((body) => Buffer.from(body).toString());

function bodyOf(ezKey: string, items: readonly (readonly [name: string, kind: PointKind])[]): Uint8Array {
  const format = bulk(ezKey, 1000);
  const { wrapping } = format;
  const packer = new Packer({ maxPayloadBytes: 1_000_000, wrapping });
  for (const [name, kind] of items) {
    const record = [format.before(name, kind), encode('1'), format.stamp(1_700_000_000)];
    packer.buffer.set(Buffer.concat(record), packer.position);
    packer.position += Buffer.concat(record).length;
    packer.endRecord();
  }
  const [batch] = packer.takeAll();
  return batch!.buffer.slice(0, batch!.ends[0]);
}

it('a body of both kinds becomes one of values and one of counts, byte for byte', () => {
  const body =
    '{"ezkey":"k","data":[{"stat":"ü","count":100000000000000000000000},{"stat":"a","value":0.10},{"stat":"b","count":1,"t":5}]}';
  expect(textsOf(byKind(encode(body)))).toEqual([
    '{"ezkey":"k","data":[{"stat":"a","value":0.10}]}',
    '{"ezkey":"k","data":[{"stat":"ü","count":100000000000000000000000},{"stat":"b","count":1,"t":5}]}',
  ]);
});

it('a body of one kind stays as it is', () => {
  for (const kind of ['count', 'value'] as const) {
    const body = bodyOf('k', [
      ['a', kind],
      ['b', kind],
    ]);
    expect(byKind(body)).toEqual([body]);
  }
});

it('no item is lost or changed, whatever names and keys look like', () => {
  const piece = fc.constantFrom('},{"stat":"', '"count":', ',{', '{"stat":"', ']}', '"', '\\', 'é', '😀');
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.array(piece, { minLength: 1 }).map((all) => all.join('')),
  );
  const anyItem = fc.tuple(anyText, fc.constantFrom('count' as const, 'value' as const));
  fc.assert(
    fc.property(anyText, fc.array(anyItem, { minLength: 1, maxLength: 8 }), (ezKey, items) => {
      const body = bodyOf(ezKey, items);
      const whole = JSON.parse(Buffer.from(body).toString());
      const parts = textsOf(byKind(body)).map((text) => JSON.parse(text));
      const ofKind = (kind: PointKind) => whole.data.filter((item: object) => kind in item);
      const expected = [ofKind('value'), ofKind('count')].filter(({ length }) => length > 0);
      expect(parts).toEqual(expected.map((data) => ({ ...whole, data })));
    }),
    { numRuns: 1000 },
  );
});
