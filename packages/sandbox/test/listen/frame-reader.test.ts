import { expect, test } from 'vitest';
import { FrameReader } from '../../src/listen/frame-reader.ts';

function frame(text: string): Buffer {
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32LE(Buffer.byteLength(text));
  return Buffer.concat([prefix, Buffer.from(text)]);
}

function createReader(maxFrameBytes = 100) {
  const heard: string[] = [];
  const reader = new FrameReader(
    {
      frame: (bytes) => heard.push(bytes.toString()),
      tooLong: (length) => heard.push(`too long: ${length}`),
      unfinished: (bytes) => heard.push(`unfinished: ${bytes.length}`),
    },
    maxFrameBytes,
  );
  return { reader, heard };
}

test('frames survive every chunk boundary', () => {
  const bytes = Buffer.concat([frame('one'), frame(''), frame('zwölf')]);
  for (let size = 1; size <= bytes.length; size += 1) {
    const { reader, heard } = createReader();
    for (let at = 0; at < bytes.length; at += size)
      expect(reader.read(bytes.subarray(at, at + size))).toBe(true);
    reader.end();
    expect(heard).toEqual(['one', '', 'zwölf']);
  }
});

test('a frame that is too long ends the connection', () => {
  const { reader, heard } = createReader(3);
  expect(reader.read(Buffer.concat([frame('one'), frame('four')]))).toBe(false);
  reader.end();
  expect(heard).toEqual(['one', 'too long: 4']);
});

test('a frame that is cut off is noticed', () => {
  const { reader, heard } = createReader();
  reader.read(frame('one').subarray(0, 5));
  reader.end();
  expect(heard).toEqual(['unfinished: 5']);
});
