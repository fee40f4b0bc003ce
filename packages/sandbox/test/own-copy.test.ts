import { describe, expect, test } from 'vitest';
import { GraphiteIntake } from '../src/graphite/intake.ts';
import { GraphiteTotals } from '../src/graphite/totals.ts';
import { ownCopy } from '../src/own-copy.ts';
import { StatsdIntake } from '../src/statsd/intake.ts';
import { StatsdTotals } from '../src/statsd/totals.ts';
import { heapBytes } from './heap.ts';

test('a copy says the same, whatever characters it has', () => {
  const texts = ['', 'a', 'zwölf', '\u{1f600}', '\ud800 cut', '"\\\n\0', '__proto__'];
  const named = { name: texts[2], tags: texts.map((text) => [text, text]) };
  expect(ownCopy(named)).toEqual(named);
});

describe('what is kept does not keep the datagram that it came in:', () => {
  const listener = { record() {}, badLine() {} };
  const count = 500;
  const rest = `\n${'x'.repeat(8000)}`;

  test.each([
    ['a series of StatsD', (n: number) => `a.name.of.a.series.${n}:1|c`],
    ['tags of StatsD', (n: number) => `n:1|c|#a_tag_of_a_series:its_value_${n}`],
    ['tags of StatsD with a flaw', (n: number) => `n:1|c|#a_tag_of_a_series:Its_Value_${n}`],
    ['a member of a set', (n: number) => `a.set:the.name.of.a.member.${n}|s`],
    ['a bad line of StatsD', (n: number) => `a.name.without.a.value.${n}`],
  ])('%s', (_what, line) => {
    const totals = new StatsdTotals('dogstatsd', { maxKept: 2 * count });
    const intake = new StatsdIntake(totals, true, listener);
    const before = heapBytes();
    for (let n = 0; n < count; n += 1) intake.datagram(Buffer.from(line(n) + rest));
    expect(heapBytes() - before).toBeLessThan(count * 6000);
    expect(totals.datagramCount).toBe(count);
  });

  test.each([
    ['a series of Graphite', (n: number) => `a.name.of.a.series.${n};a=${n} 1 1\n`],
    ['a bad line of Graphite', (n: number) => `a.name.without.a.value.${n}\n`],
  ])('%s', (_what, line) => {
    const totals = new GraphiteTotals({ maxKept: 2 * count });
    const intake = new GraphiteIntake(totals, true, listener);
    const before = heapBytes();
    for (let n = 0; n < count; n += 1) intake.datagram(Buffer.from(line(n) + rest));
    expect(heapBytes() - before).toBeLessThan(count * 6000);
    expect(totals.datagramCount).toBe(count);
  });
});
