import { expect, test } from 'vitest';
import type { DefectLevel } from '../../src/defect.ts';
import type { OtlpDefectCode } from '../../src/otlp/defect.ts';
import { codesOf, openReceiver, postJson, requestOf, sumOf, times } from './open-receiver.ts';

const points = (...dataPoints: readonly object[]) => dataPoints.map((point) => ({ ...times, ...point }));
const named = (metric: object) => requestOf({ name: 'm', ...metric });
const sums = (...dataPoints: readonly object[]) => requestOf(sumOf(...dataPoints));
const sum = sumOf({}).sum;

function gauges(...dataPoints: readonly object[]) {
  return named({ gauge: { dataPoints: points(...dataPoints.map((point) => ({ asDouble: 1, ...point }))) } });
}

function histograms(point: object) {
  const sound = { count: '3', sum: 6, bucketCounts: ['1', '2'], explicitBounds: [2.5] };
  return named({ histogram: { aggregationTemporality: 1, dataPoints: points({ ...sound, ...point }) } });
}

function exponentials(point: object) {
  const sound = { count: '3', scale: 3, zeroCount: '1', positive: { offset: 4, bucketCounts: ['2'] } };
  return named({
    exponentialHistogram: { aggregationTemporality: 2, dataPoints: points({ ...sound, ...point }) },
  });
}

function summaries(point: object) {
  const quantileValues = [{ quantile: 0.5, value: 2 }, { quantile: 1 }];
  return named({ summary: { dataPoints: points({ count: '3', sum: 6, quantileValues, ...point }) } });
}

type Case = readonly [what: string, level: DefectLevel, request: object];

/** Codes that are about requests as such, not about what they say, have their tests with the answers. */
type CodeOfContent = Exclude<
  OtlpDefectCode,
  'bad-encoding' | 'bad-json' | 'bad-protobuf' | 'bad-request' | 'body-too-large' | 'content-type'
>;

const cases: Readonly<Record<CodeOfContent, readonly Case[]>> = {
  'bad-attribute': [
    ['an empty key', 'warning', sums({ attributes: [{ key: '', value: { stringValue: 'a' } }] })],
    ['no value', 'remark', sums({ attributes: [{ key: 'a' }] })],
    ['an empty value', 'remark', sums({ attributes: [{ key: 'a', value: {} }] })],
  ],
  'bad-bounds': [
    ['bounds that fall', 'error', histograms({ bucketCounts: [1, 1, 1], explicitBounds: [2, 1] })],
    ['the same bound twice', 'error', histograms({ bucketCounts: [1, 1, 1], explicitBounds: [2, 2] })],
    ['NaN as a bound', 'error', histograms({ explicitBounds: ['NaN'] })],
    ['an infinite bound', 'warning', histograms({ explicitBounds: ['Infinity'] })],
    ['a zero region of less than nothing', 'warning', exponentials({ zeroThreshold: -1 })],
  ],
  'bad-exemplar': [
    ['an exemplar without a value', 'warning', sums({ exemplars: [{}] })],
    ['a trace id of 4 bytes', 'warning', sums({ exemplars: [{ asInt: 1, traceId: '0102030F' }] })],
    ['a span id of 9 bytes', 'warning', sums({ exemplars: [{ asInt: 1, spanId: '0a'.repeat(9) }] })],
  ],
  'bad-field': [
    ['a text for a list', 'error', { resourceMetrics: 'a' }],
    ['a text for an object', 'error', { resourceMetrics: ['a'] }],
    ['a number for a text', 'error', requestOf({ ...sumOf({}), unit: 1 })],
    ['a text for a boolean', 'error', named({ sum: { ...sum, isMonotonic: 'true' } })],
    ['a text for a double', 'error', gauges({ asDouble: '1,5' })],
    ['half an integer', 'error', sums({ asInt: 1.5 })],
    ['an integer beyond 64 bits', 'error', sums({ asInt: '9223372036854775808' })],
    ['a count below 0', 'error', histograms({ count: '-1' })],
    ['flags beyond 32 bits', 'error', sums({ flags: 2 ** 32 })],
    ['a name that no temporality has', 'error', named({ sum: { ...sum, aggregationTemporality: 'DELTA' } })],
    [
      'a trace id in base64',
      'error',
      sums({ exemplars: [{ asInt: 1, traceId: 'W47/95gDgQPSabYzgT/GDA==' }] }),
    ],
    ['bytes in no base64', 'error', sums({ attributes: [{ key: 'a', value: { bytesValue: '~' } }] })],
    ['null in a list', 'error', histograms({ bucketCounts: [null] })],
  ],
  'bad-quantile': [
    ['a quantile above 1', 'warning', summaries({ quantileValues: [{ quantile: 1.01 }] })],
    ['a quantile below 0', 'warning', summaries({ quantileValues: [{ quantile: -0.01 }] })],
    ['quantiles that fall', 'warning', summaries({ quantileValues: [{ quantile: 0.5 }, { quantile: 0.5 }] })],
    ['a value below 0', 'warning', summaries({ quantileValues: [{ quantile: 0.5, value: -1 }] })],
  ],
  'bad-scale': [
    ['a scale above 20', 'error', exponentials({ scale: 21 })],
    ['a scale below -10', 'error', exponentials({ scale: -11 })],
  ],
  'bad-temporality': [['the temporality 3', 'error', named({ sum: { ...sum, aggregationTemporality: 3 } })]],
  'bad-unit': [
    ['a unit of 64 characters', 'warning', requestOf({ ...sumOf({}), unit: 'x'.repeat(64) })],
    ['a unit that is not ASCII', 'warning', requestOf({ ...sumOf({}), unit: 'µs' })],
  ],
  'bucket-count': [
    ['as many buckets as bounds', 'error', histograms({ bucketCounts: ['3'] })],
    ['buckets without bounds', 'error', histograms({ explicitBounds: [] })],
    ['bounds without buckets', 'error', histograms({ count: 0, sum: 0, bucketCounts: [] })],
  ],
  'bucket-range': [
    [
      'a bucket above all doubles',
      'error',
      exponentials({ positive: { offset: 8192, bucketCounts: ['2'] } }),
    ],
    ['a bucket below all', 'error', exponentials({ positive: { offset: -8601, bucketCounts: ['2'] } })],
    [
      'one of negative values',
      'error',
      exponentials({ count: 4, negative: { offset: 2 ** 31 - 1, bucketCounts: [1] } }),
    ],
  ],
  'count-mismatch': [
    ['more in the buckets than counted', 'error', histograms({ count: '2' })],
    ['less in them', 'error', histograms({ count: '4' })],
    ['less in exponential ones', 'error', exponentials({ zeroCount: '0' })],
  ],
  'duplicate-attribute': [
    [
      'a key twice',
      'warning',
      sums({ attributes: ['1', '2'].map((intValue) => ({ key: 'a', value: { intValue } })) }),
    ],
  ],
  'duplicate-point': [['two points of one series at one time', 'warning', gauges({}, {})]],
  'empty-name': [
    ['an empty name', 'error', named({ name: '', sum })],
    ['no name', 'error', requestOf({ sum })],
  ],
  'enum-name': [
    [
      'a temporality by its name',
      'warning',
      named({ sum: { ...sum, aggregationTemporality: 'AGGREGATION_TEMPORALITY_DELTA' } }),
    ],
  ],
  'field-name': [
    ['a name as in the protobuf source', 'warning', named({ gauge: { data_points: points({ asInt: 1 }) } })],
  ],
  'imprecise-integer': [
    ['a number beyond 2^53', 'remark', sums({ timeUnixNano: 1_700_000_010_000_000_000 })],
    ['a value beyond it', 'remark', sums({ asInt: '9007199254740993' })],
    ['a count beyond it', 'remark', summaries({ count: '18446744073709551615' })],
  ],
  'min-above-max': [['a minimum above the maximum', 'warning', histograms({ min: 2, max: 1 })]],
  'name-syntax': [
    ['a name that begins with a digit', 'warning', named({ name: '1st', sum })],
    ['a name with a colon', 'warning', named({ name: 'a:b', sum })],
    ['a name of 256 characters', 'warning', named({ name: 'x'.repeat(256), sum })],
  ],
  'negative-monotonic': [['a counter that falls', 'warning', sums({ asInt: '-1' })]],
  'no-data': [
    ['a metric without data', 'error', named({})],
    ['a kind of data that is not known', 'error', named({ set: {} })],
  ],
  'no-points': [
    ['no points', 'remark', named({ gauge: {} })],
    ['no metrics', 'remark', requestOf()],
    ['no scopes', 'remark', { resourceMetrics: [{}] }],
  ],
  'no-start-time': [['no beginning', 'remark', sums({ startTimeUnixNano: '0' })]],
  'no-temporality': [
    ['a sum of no temporality', 'error', named({ sum: { ...sum, aggregationTemporality: 0 } })],
    ['a histogram of none', 'error', named({ histogram: { dataPoints: points({}) } })],
  ],
  'no-time': [['no time', 'error', sums({ timeUnixNano: undefined })]],
  'no-value': [
    ['no value', 'error', sums({ asInt: undefined })],
    ['what JSON.stringify makes of NaN', 'error', gauges({ asDouble: Number.NaN })],
  ],
  'not-finite': [
    ['NaN', 'warning', gauges({ asDouble: 'NaN' })],
    ['an infinite sum', 'warning', histograms({ sum: 'Infinity' })],
    ['an infinite minimum', 'warning', exponentials({ min: '-Infinity' })],
    ['a maximum that is NaN', 'warning', histograms({ max: 'NaN' })],
  ],
  'start-after-time': [
    ['a beginning after the end', 'warning', sums({ startTimeUnixNano: '1700000010000000001' })],
  ],
  'sum-without-count': [
    ['a sum of nothing', 'warning', histograms({ count: 0, bucketCounts: [0, 0] })],
    ['a summary of nothing that has one', 'warning', summaries({ count: 0 })],
  ],
  'time-not-nanoseconds': [
    ['milliseconds', 'warning', gauges({ timeUnixNano: '1700000010000' })],
    ['a beginning in microseconds', 'warning', gauges({ startTimeUnixNano: '1700000000000000' })],
  ],
  'unknown-field': [
    ['a field that nobody knows', 'remark', { ...sums({}), resourceSpans: [] }],
    ['a field within', 'remark', sums({ asFloat: 1 })],
  ],
  'value-twice': [['two values', 'warning', sums({ asDouble: 1 })]],
};

const flat = Object.entries(cases).flatMap(([code, list]) => list.map((each) => [code, ...each] as const));

test.each(flat)('%s: %s is a defect of level %s', async (code, _what, level, request) => {
  const verdicts = [];
  for (const strict of [true, false]) {
    const receiver = await openReceiver({ strict });
    await postJson(receiver, request);
    const { defectCounts, badRequests } = receiver.totals;
    const levels = badRequests.flatMap(({ defects }) => defects).filter((defect) => defect.code === code);
    for (const defect of levels) expect(defect.level).toBe(level);
    verdicts.push([defectCounts.has(code as OtlpDefectCode), codesOf(receiver).includes(code)]);
  }
  expect(verdicts).toEqual([
    [true, level !== 'remark'],
    [true, level === 'error'],
  ]);
});

test('what these cases begin with has no defect', async () => {
  const receiver = await openReceiver();
  const sound = [sums({}), gauges({}), histograms({}), exponentials({}), summaries({})];
  for (const request of sound) await postJson(receiver, request);
  expect([receiver.totals.pointCount, [...receiver.totals.defectCounts]]).toEqual([5, []]);
});
