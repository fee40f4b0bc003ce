import { formatNumber } from '@otelwire/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyText } from '../../../core/test/otel/arbitraries.ts';
import { bulk, classicForm, ezForm } from '../../src/wire/format.ts';
import { halves } from '../../src/wire/halves.ts';
import { hasCount } from '../../src/wire/has-count.ts';
import { cleanName, limitName } from '../../src/wire/stat-name.ts';

const tricky = fc.constantFrom(
  '"count":',
  '&count=',
  '","count":1',
  '~a,b',
  '\\',
  '"',
  '%26count=',
  'é',
  '🎉',
);
const anyName = fc.oneof(
  anyText,
  fc.array(fc.oneof(tricky, anyText)).map((parts) => parts.join('')),
);
const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true });
const anyKind = fc.constantFrom('count' as const, 'value' as const);

describe('a name', () => {
  it('has no ~ and no more than 255 bytes, and stays as it is when it is cleaned again', () => {
    fc.assert(
      fc.property(anyName, fc.integer({ min: 1, max: 40 }), (text, times) => {
        const name = limitName(cleanName(text.repeat(times)));
        expect(name).not.toMatch(/~|\p{Cc}|\p{Cs}|^\s|\s$|\s\s/u);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
        expect(limitName(cleanName(name))).toBe(name);
      }),
    );
  });

  it('that was cut is not that of another text', () => {
    fc.assert(
      fc.property(anyName, anyName, (a, b) => {
        const [first, second] = [a, b].map((text) => limitName(cleanName(`${'long '.repeat(60)}${text}`)));
        expect(first === second).toBe(cleanName(`x${a}`) === cleanName(`x${b}`));
      }),
    );
  });
});

describe('a record', () => {
  it('reads back as what was written, with its key', () => {
    fc.assert(
      fc.property(anyText, anyName, anyKind, anyNumber, (key, text, kind, number) => {
        const [name, ezkey] = [cleanName(text), cleanName(key)];
        for (const [format, keys] of [
          [ezForm(ezkey), { ezkey, stat: name }],
          [classicForm(ezkey), { ukey: ezkey, key: name }],
        ] as const) {
          const body = `${Buffer.from(format.before(name, kind))}${formatNumber(number)}${Buffer.from(format.stamp(7))}`;
          const form = [...new URLSearchParams(body)];
          expect(Object.fromEntries(form)).toEqual({ ...keys, [kind]: formatNumber(number), t: '7' });
          expect(form).toHaveLength(4);
        }
      }),
    );
  });
});

const anyItem = fc.record({ stat: anyName.map(cleanName), kind: anyKind, number: anyNumber });
const bodyOf = (items: readonly { stat: string; kind: 'count' | 'value'; number: number }[]) => {
  const format = bulk('k', 500);
  const { head, separator, tail } = format.wrapping!;
  const records = items.map(({ kind, number, stat }) =>
    Buffer.concat([format.before(stat, kind), Buffer.from(JSON.stringify(number)), format.stamp(7)]),
  );
  const parts = records.flatMap((record, i) => (i === 0 ? [record] : [separator, record]));
  return new Uint8Array(Buffer.concat([head, ...parts, tail]));
};

it('a body has counts if and only if one of its items has, whatever names say', () => {
  fc.assert(
    fc.property(fc.array(anyItem, { maxLength: 5 }), (items) => {
      expect(hasCount(bodyOf(items))).toBe(items.some(({ kind }) => kind === 'count'));
      for (const { kind, stat } of items) {
        for (const format of [ezForm(stat), classicForm(stat)]) {
          expect(hasCount(format.before(stat, kind))).toBe(kind === 'count');
        }
      }
    }),
  );
});

it('the halves of a body are all of it, in order, and neither is empty', () => {
  fc.assert(
    fc.property(fc.array(anyItem, { minLength: 1, maxLength: 9 }), (items) => {
      const parse = (body: Uint8Array) => JSON.parse(Buffer.from(body).toString());
      const body = bodyOf(items);
      const both = halves(body);
      if (items.length === 1) {
        expect(both).toBeUndefined();
        return;
      }
      const [first, second] = both!.map(parse);
      expect([...first.data, ...second.data]).toEqual(parse(body).data);
      expect([first.ezkey, second.ezkey]).toEqual(['k', 'k']);
      expect(first.data.length - second.data.length).toBe(items.length % 2);
    }),
  );
});
