import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createEventIdWriter, ID_BLANK, wordsOf } from '../../src/wire/event-id.ts';

type Moment = readonly [number, number];

function idOf(metric: Int32Array, series: Int32Array, start: Moment, end: Moment): string {
  const buffer = new Uint8Array(ID_BLANK.length + 8);
  createEventIdWriter(metric)(buffer, 3, series, start, end);
  expect([...buffer.subarray(0, 3), ...buffer.subarray(3 + ID_BLANK.length)]).toEqual(Array(8).fill(0));
  return Buffer.from(buffer.subarray(3, 3 + ID_BLANK.length)).toString();
}

it('is what murmurhash3js 3.0.1 makes of the same 48 bytes', () => {
  const zeros = new Int32Array(4);
  expect(idOf(zeros, zeros, [0, 0], [0, 0])).toBe('ffc555e09aba6bcc491e76bd5d6c7c9d');
  const words = Int32Array.from({ length: 12 }, (_, i) => i * 0x9e3779b9 + 1);
  const [s0, s1, e0, e1] = [...words.subarray(8)].map((word) => word >>> 0);
  const id = idOf(words.slice(0, 4), words.slice(4, 8), [s0!, s1!], [e0!, e1!]);
  expect(id).toBe('39442ea53efa9242bbd17ede1758dcb1');
});

it('is another one when anything else changes', () => {
  const anyMoment = fc.tuple(fc.integer({ min: 0, max: 2 ** 31 }), fc.integer({ min: 0, max: 999_999_999 }));
  const anyCall = fc.tuple(fc.string(), fc.string(), anyMoment, anyMoment);
  const ofCall = ([metric, series, start, end]: [string, string, Moment, Moment]) =>
    idOf(wordsOf(metric), wordsOf(series), start, end);
  fc.assert(
    fc.property(anyCall, anyCall, (a, b) => {
      expect(ofCall(a) === ofCall(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      expect(ofCall(a)).toMatch(/^[0-9a-f]{32}$/);
    }),
  );
});
