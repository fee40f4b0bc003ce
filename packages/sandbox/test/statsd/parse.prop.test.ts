import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Dialect } from '../../src/statsd/dialect.ts';
import { dialects, rulesOf } from '../../src/statsd/dialect.ts';
import { parseRecord } from '../../src/statsd/parse.ts';
import type { Tag } from '../../src/statsd/record.ts';
import { canonicalTags } from '../../src/statsd/tags.ts';

const word = fc.stringMatching(/^[a-z][a-z0-9_.]{0,12}$/);
const decimal = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }).map((number) => {
  const text = number.toFixed(6);
  return text.startsWith('-') && Number(text) === 0 ? '0.000000' : text;
});
const tags = fc.uniqueArray(fc.tuple(word, word), { selector: ([key]) => key, maxLength: 5 });
const anyDialect = fc.constantFrom<Dialect>(...dialects);

const metric = fc.record({
  name: word,
  values: fc.array(decimal, { minLength: 1, maxLength: 4 }),
  type: fc.constantFrom('c', 'g', 'ms', 'h', 'd'),
  rate: fc.constantFrom(1, 0.5, 0.25, 0.1, 0.015625),
  tags,
});

/** How tags stand around a name; DogStatsD has them behind the type. */
const heads: Record<Dialect, (name: string, list: readonly string[]) => string> = {
  plain: (name) => name,
  dogstatsd: (name) => name,
  influxdb: (name, list) => [name, ...list].join(','),
  librato: (name, list) => (list.length === 0 ? name : `${name}#${list.join(',')}`),
  signalfx: (name, list) => (list.length === 0 ? name : `${name}[${list.join(',')}]`),
  graphite: (name, list) => [name, ...list].join(';'),
};

function isTakenBy(dialect: Dialect, type: string, values: readonly string[]): boolean {
  const { types, packedTypes, family } = rulesOf(dialect);
  const isNegative = values.some((value) => value.startsWith('-'));
  if (isNegative && (dialect === 'influxdb' || family === 'etsy') && type !== 'c' && type !== 'g')
    return false;
  if (values.length > 1 && dialect === 'influxdb') return false;
  return types.has(type) && (values.length === 1 || packedTypes.has(type));
}

test('a record that is written is the record that is read', () => {
  fc.assert(
    fc.property(anyDialect, metric, (dialect, { name, values, type, rate, tags: written }) => {
      fc.pre(isTakenBy(dialect, type, values));
      const kept: readonly Tag[] = dialect === 'plain' ? [] : written.filter(([key]) => key !== 'name');
      const pairs = kept.map(([key, value]) => `${key}=${value}`);
      const section = kept.map(([key, value]) => `${key}:${value}`).join(',');
      const rateText = rate === 1 || type === 'g' ? '' : `|@${rate}`;
      const tagText = dialect === 'dogstatsd' && section !== '' ? `|#${section}` : '';
      const line = `${heads[dialect](name, pairs)}:${values.join(':')}|${type}${rateText}${tagText}`;
      const { record, defects } = parseRecord(line, dialect);
      expect(defects.filter(({ level }) => level !== 'remark')).toEqual([]);
      expect(record).toMatchObject({ name, type, values: values.map(Number), tags: canonicalTags(kept) });
      expect(record).toMatchObject({ rate: type === 'g' ? 1 : rate });
    }),
  );
});

test('an event that is written is the event that is read', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 20 }).map((raw) => raw.replace(/[\p{Cc}\\]/gu, ''));
  fc.assert(
    fc.property(
      text.filter((title) => title !== ''),
      text,
      (title, body) => {
        const line = `_e{${Buffer.byteLength(title)},${Buffer.byteLength(body)}}:${title}|${body}|p:low`;
        expect(parseRecord(line, 'dogstatsd').record).toMatchObject({ title, text: body, priority: 'low' });
      },
    ),
  );
});

test('text and bytes give the same record', () => {
  fc.assert(
    fc.property(anyDialect, fc.string({ unit: 'grapheme' }), (dialect, line) => {
      expect(parseRecord(Buffer.from(line), dialect)).toEqual(parseRecord(line, dialect));
    }),
  );
});

const piece = fc.constantFrom(
  ':',
  '|',
  '#',
  ',',
  '@',
  'c',
  'ms',
  'g',
  's',
  '1',
  '-',
  '+',
  '.',
  'e',
  '_sc',
  '_e{',
  '}',
  'T',
);
const garbage = fc.oneof(
  fc.array(fc.oneof(piece, fc.string({ maxLength: 3 })), { maxLength: 30 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary' }),
);

test('garbage never throws, and what is not read has an error', () => {
  fc.assert(
    fc.property(anyDialect, garbage, (dialect, line) => {
      const { record, defects } = parseRecord(line, dialect);
      expect(record === undefined).toBe(defects.some(({ level }) => level === 'error'));
      for (const { message } of defects) expect(message).not.toBe('');
    }),
    { numRuns: 2000 },
  );
});

test('bytes of garbage never throw', () => {
  fc.assert(fc.property(anyDialect, fc.uint8Array(), (dialect, bytes) => void parseRecord(bytes, dialect)));
});
