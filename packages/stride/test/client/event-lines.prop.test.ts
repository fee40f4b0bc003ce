import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventLines } from '../../src/client/event-lines.ts';

const chunkLengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 });

test('lines are the same wherever the chunks end', () => {
  const texts = fc.array(fc.oneof(fc.json(), fc.constant('')));
  fc.assert(
    fc.property(texts, chunkLengths, (all, lengths) => {
      const bytes = Buffer.from(all.map((text) => `${text}\r\n`).join(''));
      const lines = new EventLines(1_000_000);
      const got: string[] = [];
      for (let at = 0, i = 0; at < bytes.length; i += 1) {
        const length = lengths[i % lengths.length]!;
        got.push(...lines.push(bytes.subarray(at, at + length)));
        at += length;
      }
      expect(got.map((line) => JSON.parse(line))).toEqual(
        all.filter((text) => text !== '').map((text) => JSON.parse(text)),
      );
      expect(lines.isWithinLine).toBe(false);
    }),
  );
});

test('a line that does not end is noticed, in as many chunks as it takes', () => {
  const lines = new EventLines(10);
  lines.push(Buffer.from('{"n":1}\n12345'));
  expect(lines.isTooLong).toBe(false);
  lines.push(Buffer.from('678901'));
  expect(lines.isTooLong).toBe(true);
});
