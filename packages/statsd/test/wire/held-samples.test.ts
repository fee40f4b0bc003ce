import { Packer } from '@otelwire/core';
import { parseRecord, type Series, StatsdTotals } from '@otelwire/sandbox';
import { describe, expect, it } from 'vitest';
import { HeldRecords, type HeldRecordsOptions } from '../../src/wire/held-records.ts';

const options = { signedGaugesAreLevels: true, valuePacking: true, weighsSamples: true, levelsRepeat: true };

/** Values between 1 and 50, all different. */
const sampleAt = (i: number) => Number((50 ** (((i * 7919) % 10_007) / 10_007)).toFixed(6));

function hold(held: HeldRecords, ...lines: string[]): void {
  held.hold(Buffer.from(lines.map((line) => `${line}\n`).join('')), lines.length, 1, true);
}

/** The lines that would be sent now. */
function sent(held: HeldRecords): string[] {
  const packer = new Packer({ maxPayloadBytes: 1432 });
  for (const entry of [...held.takeEach()]) expect(held.write(entry, packer)).toEqual({});
  const text = packer
    .takeAll()
    .map(({ buffer, ends }) => Buffer.from(buffer.subarray(0, ends.at(-1))).toString());
  return text.join('').split('\n').slice(0, -1);
}

function totalsOf(lines: readonly string[]): StatsdTotals {
  const totals = new StatsdTotals('dogstatsd');
  for (const line of lines) totals.add(parseRecord(line, 'dogstatsd').record!);
  return totals;
}

function onlySeries(lines: readonly string[]): Extract<Series, { type: 'd' }> {
  const [series, ...others] = totalsOf(lines).series.values();
  expect(others).toEqual([]);
  return series as Extract<Series, { type: 'd' }>;
}

/** Holds `count` samples of one series and gives back what they were, as lines. */
function holdMany(count: number, tailOf: (i: number) => string, given: Partial<HeldRecordsOptions> = {}) {
  const held = new HeldRecords({ ...options, ...given });
  const lines = Array.from({ length: count }, (_, i) => `d:${sampleAt(i)}|d${tailOf(i)}|#k:é|c:in-1`);
  for (const line of lines) hold(held, line);
  return { held, lines };
}

describe('the samples of a series', () => {
  it('are folded over all their rates, and a server shows the same of them within 1 %', () => {
    const { held, lines } = holdMany(5000, (i) => ['', '|@0.5', '|@0.0625'][i % 3]!);
    expect(held.points).toBe(5000);
    const [before, after] = [onlySeries(lines), onlySeries(sent(held))];
    expect(after.tags).toEqual(before.tags);
    expect([after.count, after.min, after.max]).toEqual([before.count, before.min, before.max]);
    for (let q = 0; q <= 1; q += 0.001)
      expect(Math.abs(after.quantile(q) / before.quantile(q) - 1)).toBeLessThanOrEqual(0.01);
    // each of 320 at the most goes out once for each power of two in its weight
    expect(after.sampleCount).toBeLessThan(320 * 10);
  });

  it('take no more room after the thousandth than after the three hundredth, and are the same when put back', () => {
    const { held } = holdMany(1000, () => '');
    const [entry, ...others] = [...held.takeEach()];
    expect(others).toEqual([]);
    expect(entry!.weighted!.values.length).toBeLessThanOrEqual(320);
    expect(held.putBack(entry!)).toEqual({});
    expect(held.points).toBe(1000);
    expect([...held.takeEach()][0]).toEqual(entry);
  });

  it('count for the bound of all samples as what is left of them', () => {
    const { held } = holdMany(2000, () => '', { maxSamples: 330 });
    expect(held.points).toBe(2000);
    for (let i = 0; i < 400; i += 1) hold(held, `other:${i}|ms`);
    expect(held.points).toBeLessThan(2400);
  });

  it('stay as they are where a rate is no power of two, or a time is given', () => {
    for (const tail of ['|@0.1', '|@0.3', '|@2', '|@0.50', '|T1700000000']) {
      const held = new HeldRecords({ ...options, valuePacking: false });
      const lines = Array.from({ length: 700 }, (_, i) => `d:${sampleAt(i)}|d${tail}`);
      hold(held, ...lines);
      expect(sent(held)).toEqual(lines);
    }
  });

  it('stay as they are for a server that does not weigh them', () => {
    const { held, lines } = holdMany(700, () => '|@0.5', { weighsSamples: false, valuePacking: false });
    expect(sent(held)).toEqual(lines);
  });
});

it('two hundred exports of an outage hold no more of a series than the bound', () => {
  const held = new HeldRecords(options);
  for (let i = 0; i < 200; i += 1) {
    const values = Array.from({ length: 20 }, (_, j) => sampleAt(i * 20 + j));
    hold(held, `d:${values.join(':')}|d`, `d:${values[0]}:${values[1]}|d|@0.25`, 'orders:1|c');
  }
  const entries = [...held.takeEach()];
  expect(entries.map(({ points }) => points)).toEqual([400, 200]);
  const { values, weights } = entries[0]!.weighted!;
  expect(values.length).toBeLessThanOrEqual(320);
  expect(weights.reduce((sum, weight) => sum + weight)).toBe(200 * (20 + 2 * 4));
});
