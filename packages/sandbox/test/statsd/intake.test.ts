import { describe, expect, test } from 'vitest';
import type { Dialect } from '../../src/statsd/dialect.ts';
import { StatsdIntake } from '../../src/statsd/intake.ts';
import { StatsdTotals } from '../../src/statsd/totals.ts';

function intakeOf(dialect: Dialect, strict = true): StatsdIntake {
  return new StatsdIntake(new StatsdTotals(dialect), strict, { record() {}, badLine() {} });
}

test('a datagram is lines; empty ones, carriage returns and a missing last line feed do no harm', () => {
  const intake = intakeOf('dogstatsd');
  intake.datagram(Buffer.from('a:1|c\r\n\nb:2|c\n\r\nc:3|c'));
  expect([...intake.totals.series.values()].map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  expect(intake.totals).toMatchObject({ recordCount: 3, badLineCount: 0, datagramCount: 1, byteCount: 21 });
});

test('a bad line does not spoil its neighbours', () => {
  const { totals } = feed('dogstatsd', 'a:1|c\nnonsense\nb:2|c\n');
  expect(totals).toMatchObject({ recordCount: 2, badLineCount: 1 });
  expect(totals.badLines).toMatchObject([{ line: 'nonsense', defects: [{ code: 'no-value' }] }]);
});

test('bytes that are not UTF-8 spoil their own line only', () => {
  const intake = intakeOf('dogstatsd');
  intake.datagram(Buffer.concat([Buffer.from('a:1|c\nb:'), Buffer.from([0xff]), Buffer.from('|s\né:3|s')]));
  expect(intake.totals.badLines.map(({ defects }) => defects[0]?.code)).toEqual([
    'invalid-utf8',
    'name-start',
  ]);
  expect(intake.totals.find('c', 'a')?.sum).toBe(1);
});

function feed(dialect: Dialect, text: string, strict = true): StatsdIntake {
  const intake = intakeOf(dialect, strict);
  intake.datagram(Buffer.from(text));
  return intake;
}

describe('a datagram of more than 8192 bytes', () => {
  const text = 'a:1|c\n'.repeat(1400);

  test('is cut as by the Datadog Agent, and what is lost is a bad line', () => {
    const { totals } = feed('dogstatsd', text, false);
    expect(totals).toMatchObject({ recordCount: 1365, badLineCount: 1 });
    expect(totals.badLines[0]?.defects[0]?.code).toBe('datagram-too-long');
  });

  test('is read whole by the servers of other dialects', () => {
    expect(feed('plain', text).totals).toMatchObject({ recordCount: 1400, badLineCount: 0 });
  });

  test('is lost when it is one record', () => {
    expect(feed('dogstatsd', `a:${'x'.repeat(9000)}|s`, false).totals).toMatchObject({
      recordCount: 0,
      badLineCount: 1,
    });
  });
});

test('strict and lenient differ where only some servers lose data', () => {
  expect(feed('dogstatsd', 'a:1e3|c').totals).toMatchObject({ recordCount: 0, badLineCount: 1 });
  expect(feed('dogstatsd', 'a:1e3|c', false).totals.find('c', 'a')?.sum).toBe(1000);
  expect(feed('dogstatsd', 'a:1e3|c', false).totals.defectCounts.get('exponent')).toBe(1);
});
