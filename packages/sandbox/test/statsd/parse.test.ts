import { expect, test } from 'vitest';
import { parseRecord } from '../../src/statsd/parse.ts';

test('a record with every DogStatsD section is read', () => {
  const line = 'http.time:1:2.5|d|@0.25|#zone:a,env:prod,canary|c:ci-abc|e:it-false,cn-x|card:low';
  expect(parseRecord(line, 'dogstatsd')).toEqual({
    kind: 'metric',
    defects: [],
    record: {
      kind: 'metric',
      name: 'http.time',
      type: 'd',
      values: [1, 2.5],
      sign: undefined,
      rate: 0.25,
      tags: [
        ['canary', ''],
        ['env', 'prod'],
        ['zone', 'a'],
      ],
      timestampSeconds: undefined,
      containerId: 'ci-abc',
      externalData: 'it-false,cn-x',
      cardinality: 'low',
    },
  });
});

test('a timestamp is read on counters and gauges', () => {
  const { record, defects } = parseRecord('a:1|c|#b:c|T1700000000', 'dogstatsd');
  expect(record).toMatchObject({ timestampSeconds: 1_700_000_000 });
  expect(defects).toEqual([]);
});

test.each([
  ['influxdb', 'name,b=2,a=1:1|c'],
  ['librato', 'name#b=2,a=1:1|c'],
  ['signalfx', 'name[b=2,a=1]:1|c'],
  ['signalfx', '[b=2,a=1]name:1|c'],
  ['signalfx', 'na[b=2,a=1]me:1|c'],
  ['graphite', 'name;b=2;a=1:1|c'],
  ['dogstatsd', 'name:1|c|#b:2,a:1'],
] as const)('%s carries its tags as in %s', (dialect, line) => {
  const { record, defects } = parseRecord(line, dialect);
  const tags = [
    ['a', '1'],
    ['b', '2'],
  ];
  expect(record).toMatchObject({ name: 'name', tags });
  expect(defects).toEqual([]);
});

test('a set member is text, colons included', () => {
  expect(parseRecord('a:b:c d|s', 'dogstatsd').record).toMatchObject({ type: 's', values: ['b:c d'] });
});

test.each([
  ['5', undefined],
  ['-5', '-'],
  ['+5', '+'],
])('the sign of a gauge written %s is %s', (text, sign) => {
  expect(parseRecord(`a:${text}|g`, 'plain').record).toMatchObject({ values: [Number(text)], sign });
});

test('event lengths count bytes', () => {
  const { record } = parseRecord('_e{6,6}:é🎉|日本|t:error|p:low|h:web-1|k:key|s:src|d:5|#b:c', 'dogstatsd');
  expect(record).toMatchObject({
    ...{ kind: 'event', title: 'é🎉', text: '日本', alertType: 'error', priority: 'low', hostname: 'web-1' },
    ...{ aggregationKey: 'key', sourceType: 'src', timestampSeconds: 5, tags: [['b', 'c']] },
  });
});

test('event lengths that count UTF-16 units are refused', () => {
  expect(parseRecord('_e{3,2}:é🎉|日本', 'dogstatsd').record).toBeUndefined();
});

test('bars within the lengths belong to the title and the text of an event', () => {
  const { record } = parseRecord('_e{3,5}:a|b|c\\n|d', 'dogstatsd');
  expect(record).toMatchObject({ title: 'a|b', text: 'c\n|d' });
});

test('a service check message is unescaped', () => {
  const { record } = parseRecord('_sc|db|2|d:5|h:web-1|#b:c|m:two\\nlines, m\\:x|c:ci-a', 'dogstatsd');
  expect(record).toMatchObject({
    ...{ kind: 'service-check', name: 'db', status: 'critical', timestampSeconds: 5, hostname: 'web-1' },
    ...{ tags: [['b', 'c']], message: 'two\nlines, m:x', containerId: 'ci-a' },
  });
});

test('a line that is not UTF-8 keeps what can be read', () => {
  const line = Buffer.concat([Buffer.from('a:1|c|#b:'), Buffer.from([0xff])]);
  expect(parseRecord(line, 'dogstatsd').record).toMatchObject({ name: 'a', tags: [['b', '\ufffd']] });
});

test('50 000 lines take less than a second', () => {
  const line = 'http.server.request.duration:0.125|d|@0.5|#env:prod,method:get,route:/users/id,status:200';
  const start = performance.now();
  for (let i = 0; i < 50_000; i += 1) parseRecord(line, 'dogstatsd');
  expect(performance.now() - start).toBeLessThan(1000);
});
