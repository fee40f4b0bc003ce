import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyDouble, exponentialOf } from '../../../core/test/otel/arbitraries.ts';
import { collectionOf, type Recorded } from '../../../core/test/otel/collection.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import type { StatsdMetricExporterOptions } from '../../src/index.ts';
import { wireStatsd } from './wired.ts';

/** Servers that take one value a record, so that a line is what cannot be taken apart. */
const servers = fc.constantFrom<StatsdMetricExporterOptions>(
  { target: 'etsy' },
  { target: 'etsy', histograms: 'timers' },
  { target: 'otel-collector', histograms: 'distributions' },
  { target: 'otel-collector', histograms: 'distributions', timestamps: true },
  { dialect: 'graphite' },
  { target: 'telegraf', histograms: 'timers' },
);
const histogram = fc
  .record({
    values: fc.array(anyDouble, { minLength: 1, maxLength: 5 }),
    times: fc.constantFrom(1, 7, 1_000_000, 2 ** 45),
  })
  .map(({ values, times }) => exponentialOf(values, -6, times));
const metric = fc.oneof(
  fc.record({ kind: fc.constantFrom('counter', 'gauge'), value: anyDouble }),
  fc.record({ kind: fc.constantFrom('histogram', 'total-histogram'), value: histogram }),
) as fc.Arbitrary<{ kind: Recorded['kind']; value: number }>;

async function exportOne(options: StatsdMetricExporterOptions, metrics: readonly Recorded[]) {
  const wired = wireStatsd(options);
  await exportOf(wired.exporter, collectionOf(metrics));
  return { text: wired.transport.text, accounting: wired.exporter.accounting };
}

/** What has to be in one payload: a line, or zero and the way down from it. */
function indivisibleIn(text: string): string[] {
  return text
    .replace(/:0\|g(.*)\n(?=.*:-)/g, ':0|g$1\r')
    .split('\n')
    .slice(0, -1);
}

it('a point is too large if and only if no payload could hold one of its records', async () => {
  let [tooLarge, sent] = [0, 0];
  await fc.assert(
    fc.asyncProperty(
      servers,
      metric,
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 0, max: 120 }),
      fc.integer({ min: 256, max: 600 }),
      async (options, { kind, value }, nameLength, tagLength, maxPayloadBytes) => {
        const points = [{ value, attributes: { k: 'v'.repeat(tagLength) } }];
        const metrics: Recorded[] = [{ name: 'n'.repeat(nameLength), kind, points }];
        const { text } = await exportOne({ ...options, maxPayloadBytes: 8192 }, metrics);
        // no timer is below zero, at any length
        fc.pre(text !== '');
        const longest = Math.max(...indivisibleIn(text).map((record) => record.length + 1));
        const limited = await exportOne({ ...options, maxPayloadBytes }, metrics);
        if (longest <= maxPayloadBytes) {
          sent += 1;
          expect(limited).toMatchObject({ text, accounting: { delivered: 1, dropped: {} } });
        } else {
          tooLarge += 1;
          expect(limited).toMatchObject({
            text: '',
            accounting: { delivered: 0, dropped: { too_large: 1 } },
          });
        }
      },
    ),
    { numRuns: 3000 },
  );
  // both sides of the limit were met
  expect(Math.min(tooLarge, sent)).toBeGreaterThan(50);
}, 240_000);

it('several values share a record as far as the payload goes, and none is lost', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.integer({ min: -1e6, max: 1e6 }).map((n) => n / 1000),
        { minLength: 1, maxLength: 100 },
      ),
      fc.integer({ min: 256, max: 600 }),
      async (values, maxPayloadBytes) => {
        const options = { target: 'datadog-agent', histograms: 'distributions' } as const;
        const points = [{ value: exponentialOf(values, 3) }];
        const metrics: Recorded[] = [{ name: 'n', kind: 'histogram', points }];
        const { text } = await exportOne({ ...options, maxPayloadBytes: 8192 }, metrics);
        const limited = await exportOne({ ...options, maxPayloadBytes }, metrics);
        const valuesIn = (lines: string) =>
          lines
            .split('\n')
            .slice(0, -1)
            .flatMap((line) =>
              line
                .split('|')[0]!
                .split(':')
                .slice(1)
                .map((value) => value + line.split('|')[2]),
            );
        expect(valuesIn(limited.text)).toEqual(valuesIn(text));
        for (const line of limited.text.split('\n')) expect(line.length).toBeLessThan(maxPayloadBytes);
      },
    ),
    { numRuns: 1000 },
  );
});
