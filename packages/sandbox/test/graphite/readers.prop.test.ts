import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GraphiteIntake } from '../../src/graphite/intake.ts';
import { createLineReader, createPickleReader } from '../../src/graphite/readers.ts';
import type { ConnectionReader } from '../../src/listen/listener.ts';
import { frameOf, pickleOf } from './pickle/encoder.ts';
import { read } from './reading.ts';

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

/** Everything that was understood, but the bytes: what stands behind a broken line may be read or not. */
function totalsOf(
  chunks: readonly Buffer[],
  strict: boolean,
  createReader: (intake: GraphiteIntake) => ConnectionReader,
): unknown {
  const { totals } = read(strict, (intake) => {
    const reader = createReader(intake);
    chunks.every((chunk) => reader.read(chunk));
    reader.end(true);
  });
  const { series, badLines, pointCount, duplicateCount, overwriteCount, badLineCount, frameCount } = totals;
  const counts = { pointCount, duplicateCount, overwriteCount, badLineCount, frameCount };
  return { series: [...series].map(([path, { points }]) => [path, [...points]]), badLines, counts };
}

const number = fc.constantFrom('1', '2', '-1.5', '1e3', 'nan', 'x');
const seconds = fc.constantFrom('10', '11', '1.5', '-1', 'nan', 'inf', 'x');
const line = fc.oneof(
  { weight: 8, arbitrary: fc.tuple(fc.constantFrom('a', 'é;b=c', 'b;', '\u00a0'), number, seconds) },
  { weight: 1, arbitrary: fc.constantFrom(['x'.repeat(16_385)], ['a 1 10\r'], ['']) },
);
const lines = fc
  .tuple(fc.array(line), fc.constantFrom('', '\n', '\xff\n'))
  .map(([some, end]) => Buffer.from(some.map((fields) => fields.join(' ')).join('\n') + end, 'utf8'));

test('lines give the same totals wherever their chunks begin and end', () => {
  fc.assert(
    fc.property(lines, fc.array(fc.nat()), fc.boolean(), (bytes, places, strict) => {
      const whole = totalsOf([bytes], strict, createLineReader);
      expect(totalsOf(cut(bytes, places), strict, createLineReader)).toEqual(whole);
    }),
  );
});

const item = fc.tuple(fc.constantFrom('a', 'é;b=c', 'b c'), fc.integer({ min: -2, max: 12 }), fc.double());
const frame = fc.oneof(
  { weight: 8, arbitrary: fc.array(item).map((items) => frameOf(pickleOf(items))) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 20 }).map((bytes) => frameOf(Buffer.from(bytes))) },
  { weight: 1, arbitrary: fc.constant(Buffer.from([0, 0x10, 0, 1])) },
);
const frames = fc.tuple(fc.array(frame), fc.nat({ max: 3 })).map(([some, missing]) => {
  const bytes = Buffer.concat(some);
  return bytes.subarray(0, Math.max(0, bytes.length - missing));
});

test('frames give the same totals wherever their chunks begin and end', () => {
  fc.assert(
    fc.property(frames, fc.array(fc.nat()), fc.boolean(), (bytes, places, strict) => {
      const whole = totalsOf([bytes], strict, createPickleReader);
      expect(totalsOf(cut(bytes, places), strict, createPickleReader)).toEqual(whole);
    }),
  );
});

test('what stands behind a line that makes carbon hang up is lost', () => {
  const bytes = Buffer.from('a 1 10\nb 1 nan\nc 1 10\n');
  expect(totalsOf([bytes], true, createLineReader)).toMatchObject({
    series: [['a', [[10, 1]]]],
    counts: { pointCount: 1, badLineCount: 1 },
  });
});

test('a line of 16,384 bytes is read, a longer one ends the connection', () => {
  const long = (bytes: number) => Buffer.from(`a;b=${'c'.repeat(bytes - 9)} 1 10\nz 1 10\n`);
  expect(totalsOf([long(16_384)], true, createLineReader)).toMatchObject({ counts: { pointCount: 2 } });
  expect(totalsOf([long(16_385)], false, createLineReader)).toMatchObject({
    badLines: [{ defects: [{ code: 'line-too-long' }] }],
    counts: { pointCount: 0, badLineCount: 1 },
  });
});

test('a last line without line feed is lost, in lenient mode too', () => {
  for (const strict of [true, false]) {
    expect(totalsOf([Buffer.from('a 1 10\nb 1 10')], strict, createLineReader)).toMatchObject({
      series: [['a', [[10, 1]]]],
      badLines: [{ line: 'b 1 10', defects: [{ code: 'line-cut' }] }],
    });
  }
});

test('a frame of 1 MiB is read, a longer one and one that is cut off are refused', () => {
  const filled = (bytes: number) => {
    const empty = pickleOf([['', 10, 1]]);
    return frameOf(pickleOf([['a'.repeat(bytes - empty.length), 10, 1]]));
  };
  const codesOf = (bytes: Buffer) =>
    (
      totalsOf([bytes], false, createPickleReader) as { badLines: { defects: { code: string }[] }[] }
    ).badLines.map(({ defects }) => defects[0]?.code);
  expect(filled(1_048_576).readUInt32BE()).toBe(1_048_576);
  expect(codesOf(filled(1_048_576))).toEqual([]);
  expect(codesOf(filled(1_048_577))).toEqual(['frame-too-long']);
  expect(codesOf(frameOf(pickleOf([['a', 10, 1]])).subarray(0, -1))).toEqual(['frame-cut']);
});
