import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseGraphiteLine } from '../../src/graphite/line.ts';
import { canonicalPath } from '../../src/graphite/series-path.ts';
import { canonicalTags } from '../../src/graphite/tags.ts';
import type { Tag } from '../../src/statsd/record.ts';

const name = fc.stringMatching(/^[A-Za-z0-9_:#-]{1,8}(\.[A-Za-z0-9_:#-]{1,8}){0,3}$/);
const key = fc.stringMatching(/^[a-z0-9_.:/-]{1,8}$/).filter((text) => text !== 'name');
/** What ends in `"}` may be taken for the form of OpenMetrics. */
const value = fc.stringMatching(/^[!-:<-}][!-:<-~]{0,8}$/).filter((text) => !text.endsWith('"}'));
const tags: fc.Arbitrary<readonly Tag[]> = fc.uniqueArray(fc.tuple(key, value), {
  selector: ([one]) => one,
  maxLength: 5,
});
const decimal = fc.double({ noNaN: true, min: -1e15, max: 1e15 }).map((number) => number.toFixed(6));
const seconds = fc.integer({ min: 1, max: 4_102_444_800 });

test('a line that is written is the line that is read, without a defect', () => {
  fc.assert(
    fc.property(name, tags, decimal, seconds, (path, written, number, timestamp) => {
      const kept = canonicalTags(written);
      const line = `${canonicalPath({ name: path, tags: kept })} ${number} ${timestamp}`;
      expect(parseGraphiteLine(line)).toEqual({
        name: path,
        tags: kept,
        value: Number(number),
        timestamp,
        defects: [],
      });
    }),
  );
});

test('the order of the tags makes no other series, and only the canonical one has no defect', () => {
  fc.assert(
    fc.property(name, tags, (path, written) => {
      const kept = canonicalTags(written);
      const parsed = parseGraphiteLine(`${canonicalPath({ name: path, tags: written })} 1 2`);
      expect(parsed).toMatchObject({ name: path, tags: kept });
      expect(parsed.defects.length === 0).toBe(JSON.stringify(written) === JSON.stringify(kept));
    }),
  );
});

test('tags are sorted as the texts ;name=value, by the bytes of their UTF-8', () => {
  const anyTags = fc.array(
    fc.tuple(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'binary' })),
  );
  fc.assert(
    fc.property(anyTags, (written) => {
      const texts = canonicalTags(written).map(([one, two]) => Buffer.from(`${one}=${two}`));
      expect(texts).toEqual([...texts].sort(Buffer.compare));
    }),
  );
});

test('text and bytes give the same point', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (line) => {
      expect(parseGraphiteLine(Buffer.from(line))).toEqual(parseGraphiteLine(line));
    }),
  );
});

const piece = fc.constantFrom(' ', ';', '=', '~', '.', 'a', 'name', '1', '-', '+', 'e', '_', 'inf', 'nan', '{', '"}', '"', '\t', '\u00a0'); // biome-ignore format: a list
const garbage = fc.oneof(
  fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 30 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary' }),
);

test('garbage never throws, and what is not read has an error', () => {
  fc.assert(
    fc.property(garbage, (line) => {
      const { value: number, timestamp, defects } = parseGraphiteLine(line);
      const hasError = defects.some(({ level }) => level === 'error');
      expect(number === undefined || timestamp === undefined).toBe(hasError);
      for (const { message } of defects) expect(message).not.toBe('');
    }),
    { numRuns: 2000 },
  );
});

test('bytes of garbage never throw', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => void parseGraphiteLine(bytes)));
});
