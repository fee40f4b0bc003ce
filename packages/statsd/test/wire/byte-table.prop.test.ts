import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ByteTable } from '../../src/wire/byte-table.ts';

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 9 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
);

it('texts have the numbers in which they were first seen, however many they are', () => {
  fc.assert(
    fc.property(fc.array(text, { maxLength: 700, size: 'max' }), (texts) => {
      const table = new ByteTable();
      const expected: string[] = [];
      for (const one of texts) {
        const latin1 = Buffer.from(one).toString('latin1');
        if (!expected.includes(latin1)) expected.push(latin1);
        const bytes = Buffer.from(`..${one}.`);
        expect(table.numberOf(bytes, 2, bytes.length - 1)).toBe(expected.indexOf(latin1));
      }
      expect(table.texts).toEqual(expected);
    }),
    { numRuns: 30 },
  );
});
