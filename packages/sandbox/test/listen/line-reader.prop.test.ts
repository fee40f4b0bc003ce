import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineReader } from '../../src/listen/line-reader.ts';

interface Heard {
  lines: string[];
  tooLong: number[];
  unfinished: string[];
}

function read(chunks: readonly Uint8Array[], maxLineBytes = 1000): Heard {
  const heard: Heard = { lines: [], tooLong: [], unfinished: [] };
  const reader = new LineReader(
    {
      line: (bytes) => heard.lines.push(bytes.toString()),
      tooLong: (bytes) => heard.tooLong.push(bytes.length),
      unfinished: (bytes) => heard.unfinished.push(bytes.toString()),
    },
    maxLineBytes,
  );
  for (const chunk of chunks) reader.read(Buffer.from(chunk));
  reader.end(true);
  return heard;
}

function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].sort((a, b) => a - b);
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

const line = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => !text.includes('\n'));

test('lines survive every chunk boundary, also within a character', () => {
  fc.assert(
    fc.property(fc.array(line), line, fc.array(fc.nat()), (lines, rest, places) => {
      const bytes = Buffer.from(`${lines.map((text) => `${text}\n`).join('')}${rest}`);
      const heard = read(cut(bytes, places));
      const utf8 = (text: string) => Buffer.from(text).toString();
      expect(heard.lines).toEqual(lines.map(utf8));
      expect(heard.unfinished).toEqual(rest === '' ? [] : [utf8(rest)]);
    }),
  );
});

test('a line without end is given up, and reading goes on behind it', () => {
  const heard = read([Buffer.alloc(8, 'x'), Buffer.alloc(8, 'x'), Buffer.from('xx\nnext\n')], 10);
  expect(heard).toEqual({ lines: ['next'], tooLong: [16], unfinished: [] });
});
