import { describe, expect, test } from 'vitest';
import type { DefectLevel } from '../../src/defect.ts';
import { isAccepted } from '../../src/defect.ts';
import type { StatsdDefectCode } from '../../src/statsd/defect.ts';
import type { Dialect } from '../../src/statsd/dialect.ts';
import { parseRecord } from '../../src/statsd/parse.ts';

type Row = readonly [
  dialect: Dialect,
  line: string,
  level: DefectLevel,
  code: StatsdDefectCode,
  column?: number,
];

const rows: readonly Row[] = [
  ['dogstatsd', 'a:1', 'error', 'no-type', 1],
  ['dogstatsd', 'a|c', 'error', 'no-value', 1],
  ['dogstatsd', ':1|c', 'error', 'empty-name', 1],
  ['dogstatsd', 'a:|c', 'error', 'empty-value', 3],
  ['dogstatsd', 'a:1|x', 'error', 'unknown-type', 5],
  ['dogstatsd', 'a:0x10|c', 'error', 'bad-value', 3],
  ['dogstatsd', 'a: 1|c', 'error', 'bad-value', 3],
  ['dogstatsd', 'a:1,5|g', 'error', 'bad-value', 3],
  ['dogstatsd', 'a:NaN|d', 'error', 'not-finite', 3],
  ['dogstatsd', 'a:1:-Inf|d', 'error', 'not-finite', 5],
  ['dogstatsd', 'a:1e400|d', 'error', 'not-finite', 3],
  [`dogstatsd`, `a:${'9'.repeat(400)}|d`, 'error', 'not-finite', 3],
  ['dogstatsd', 'a:1e3|c', 'warning', 'exponent', 3],
  ['dogstatsd', 'a:+5|c', 'warning', 'plus-sign', 3],
  ['dogstatsd', 'a:+5|g', 'warning', 'plus-sign', 3],
  ['dogstatsd', 'a:.5|g', 'warning', 'bare-point', 3],
  ['dogstatsd', 'a:5.|g', 'warning', 'bare-point', 3],
  ['dogstatsd', 'a:1::2|d', 'warning', 'empty-value', 5],
  ['dogstatsd', 'a:1|c|@half', 'error', 'bad-rate', 8],
  ['dogstatsd', 'a:1|c|@0', 'error', 'bad-rate', 8],
  ['dogstatsd', 'a:1|c|@5e-1', 'warning', 'rate-form', 8],
  ['dogstatsd', 'a:1|c|@2', 'warning', 'rate-above-one', 8],
  ['dogstatsd', 'a:1|g|@0.5', 'remark', 'rate-without-effect'],
  ['dogstatsd', 'a:1|c|#', 'warning', 'empty-tag', 8],
  ['dogstatsd', 'a:1|c|#b,,c', 'warning', 'empty-tag', 10],
  ['dogstatsd', 'a:1|c|#b:', 'warning', 'empty-tag-value', 8],
  ['dogstatsd', 'a:1|c|#1b', 'warning', 'tag-start', 8],
  ['dogstatsd', `a:1|c|#${'b'.repeat(201)}`, 'warning', 'tag-too-long', 8],
  ['dogstatsd', 'a:1|c|#b:C d', 'remark', 'tag-rewritten', 8],
  ['dogstatsd', 'a:1|c|#host:x', 'remark', 'reserved-tag', 8],
  ['dogstatsd', 'a:1|c|#b:1,b:2', 'remark', 'duplicate-tag', 8],
  ['dogstatsd', 'a:1|c|#b|@0.5', 'warning', 'section-order', 10],
  ['dogstatsd', 'a:1|c|T5|#b', 'warning', 'section-order', 10],
  ['dogstatsd', 'a:1|c|#b|#c', 'warning', 'duplicate-section', 10],
  ['dogstatsd', 'a:1|c||#b', 'warning', 'empty-section', 7],
  ['dogstatsd', 'a:1|c|c:', 'warning', 'empty-section', 7],
  ['dogstatsd', 'a:1|c|x:y', 'warning', 'unknown-section', 7],
  ['dogstatsd', 'a:1|c|card:much', 'warning', 'bad-cardinality', 7],
  ['dogstatsd', 'a:1|c|T0', 'error', 'bad-timestamp', 8],
  ['dogstatsd', 'a:1|h|T5', 'warning', 'timestamp-without-effect', 8],
  ['dogstatsd', 'a:1|c|@0.5|T5', 'warning', 'timestamp-with-rate'],
  ['dogstatsd', 'a:1|g|T1700000000000', 'warning', 'timestamp-not-seconds', 8],
  ['dogstatsd', '1a:1|c', 'warning', 'name-start', 1],
  ['dogstatsd', 'a-b:1|c', 'warning', 'name-character', 2],
  ['dogstatsd', `${'a'.repeat(201)}:1|c`, 'warning', 'name-too-long', 1],
  ['dogstatsd', 'a:b\tc|s', 'warning', 'control-character', 4],
  ['dogstatsd', `a:${'b'.repeat(8192)}|s`, 'warning', 'record-too-long'],
  ['dogstatsd', '_scale:1|g', 'error', 'reserved-name', 1],
  ['dogstatsd', '_e{1}:a|b', 'error', 'bad-lengths', 1],
  ['dogstatsd', '_e{2,1}:é1|b', 'error', 'bad-lengths', 4],
  ['dogstatsd', '_sc|x|4', 'error', 'bad-status', 7],
  ['dogstatsd', '_sc|x|0|m:a|b', 'warning', 'unknown-section', 13],
  ['plain', 'a:1:2|ms', 'error', 'packed-values', 3],
  ['plain', 'a:1|h', 'error', 'unknown-type', 5],
  ['plain', 'a:-1|ms', 'error', 'negative-timer', 3],
  ['plain', 'a: 1|c', 'warning', 'white-space', 3],
  ['plain', 'a:1|c |@0.5', 'warning', 'white-space', 5],
  ['plain', 'a:1|c|@+0.1', 'error', 'bad-rate', 8],
  ['plain', 'a:1|c|#b', 'warning', 'tags-not-in-dialect', 8],
  ['plain', 'a:1|c|#b|@0.5', 'error', 'section-after-tags', 10],
  ['plain', 'a:1|c|T5', 'error', 'unknown-section', 7],
  ['plain', 'a:1|c|', 'error', 'empty-section', 7],
  ['plain', 'a:1|c|@0.5|@0.5', 'error', 'duplicate-section', 12],
  ['plain', 'a b:1|c', 'warning', 'name-character', 1],
  ['plain', 'a:b:c|s', 'error', 'packed-values', 3],
  ['plain', '_e{1,1}:a|b', 'error', 'not-in-dialect', 1],
  ['influxdb', 'a,b=1:1|c|#c:2', 'error', 'mixed-tag-styles', 12],
  ['influxdb', 'a,b=1,b=2:1|c', 'warning', 'duplicate-tag', 3],
  ['influxdb', 'a,b:1|c', 'warning', 'bare-tag', 3],
  ['influxdb', 'a,b=:1|c', 'warning', 'empty-tag-value', 3],
  ['influxdb', 'a:1:2|ms', 'warning', 'packed-values', 3],
  ['influxdb', 'a:-1|ms', 'warning', 'signed-sample', 3],
  ['influxdb', 'a:-1|s', 'warning', 'signed-sample', 3],
  ['influxdb', 'a:1|c|@no', 'warning', 'bad-rate', 8],
  ['librato', 'a:1:2|c', 'error', 'packed-values', 3],
  ['signalfx', 'a[b=1:1|c', 'warning', 'unbalanced-bracket', 1],
  ['graphite', 'a;name=b:1|c', 'warning', 'reserved-tag', 3],
  ['graphite', 'a;b=~c:1|c', 'warning', 'tag-character', 3],
  ['graphite', 'a;b=/c:1|c', 'remark', 'tag-rewritten', 3],
];

describe('a defect is found, with its level and its place', () => {
  for (const [dialect, line, level, code, column] of rows) {
    test(`${dialect} ${JSON.stringify(line.slice(0, 40))}: ${level} ${code}`, () => {
      const { record, defects } = parseRecord(line, dialect);
      expect(defects).toContainEqual(expect.objectContaining({ code, level, column }));
      expect(record === undefined).toBe(defects.some((defect) => defect.level === 'error'));
    });
  }

  test('bytes that are not UTF-8', () => {
    const { defects } = parseRecord(Buffer.from([0x61, 0xff, 0x3a, 0x31, 0x7c, 0x63]), 'librato');
    expect(defects).toContainEqual(expect.objectContaining({ code: 'invalid-utf8', level: 'warning' }));
  });
});

test('strict mode refuses warnings, lenient mode takes them, both take remarks', () => {
  const defect = (level: DefectLevel) => [{ code: 'exponent', level, message: '' } as const];
  const verdicts = (level: DefectLevel) => [
    isAccepted(defect(level), true),
    isAccepted(defect(level), false),
  ];
  expect(verdicts('error')).toEqual([false, false]);
  expect(verdicts('warning')).toEqual([false, true]);
  expect(verdicts('remark')).toEqual([true, true]);
});

test('a message says what stands there and what is allowed', () => {
  const [defect] = parseRecord('a:1|c|@2e-1', 'plain').defects;
  expect(defect?.message).toBe(
    'rate "2e-1": write digits and a point only; Etsy\'s daemon reads @2e-1 as 2 and dies of @+0.1',
  );
});
