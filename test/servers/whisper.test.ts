import fc from 'fast-check';
import { expect, it } from 'vitest';
import { whisperPoints } from './whisper.ts';

/** As whisper lays it out: 16 bytes of header, 12 for each archive, then the slots of the first, which are a ring. */
function whisperFile(points: ReadonlyMap<number, number>, slots: number, coarserArchives: number): Buffer {
  const offset = 16 + 12 * (1 + coarserArchives);
  const file = Buffer.alloc(offset + 12 * (slots + coarserArchives), 0);
  file.writeUInt32BE(1 + coarserArchives, 12);
  file.writeUInt32BE(offset, 16);
  file.writeUInt32BE(1, 20);
  file.writeUInt32BE(slots, 24);
  for (const [second, value] of points) {
    const at = offset + 12 * (second % slots);
    file.writeUInt32BE(second, at);
    file.writeDoubleBE(value, at + 4);
  }
  return file;
}

it('finds the points of the first archive wherever its ring begins, in order', () => {
  const slots = 20;
  const [first, length] = [
    fc.integer({ min: 1, max: 2 ** 32 - 1 - slots }),
    fc.integer({ min: 0, max: slots }),
  ];
  const layouts = fc.tuple(first, fc.array(fc.option(fc.double()), { maxLength: slots }), length);
  fc.assert(
    fc.property(layouts, ([first, values, coarserArchives]) => {
      const points = values.flatMap((value, i) => (value === null ? [] : [[first + i, value] as const]));
      const found = whisperPoints(whisperFile(new Map(points), slots, coarserArchives));
      expect([...found]).toEqual(points);
    }),
  );
});

it('finds none in a file that is only begun', () => {
  const file = whisperFile(new Map([[20, 1]]), 20, 0);
  expect([0, 15, 27, 28, 39].map((bytes) => whisperPoints(file.subarray(0, bytes)).size)).toEqual([
    0, 0, 0, 0, 0,
  ]);
  expect(whisperPoints(file.subarray(0, 40))).toEqual(new Map([[20, 1]]));
});
