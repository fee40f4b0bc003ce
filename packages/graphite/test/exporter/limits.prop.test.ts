import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyDouble, exponentialOf } from '../../../core/test/otel/arbitraries.ts';
import { collectionOf, type Recorded } from '../../../core/test/otel/collection.ts';
import { recordingLogger } from '../../../core/test/otel/recording-logger.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import type { GraphiteMetricExporterOptions } from '../../src/index.ts';
import { wireGraphite } from './wired.ts';
import { formats } from './wires.ts';

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
const pathTemplate = fc.constantFrom(undefined, '{name}', '{attr:k}.{name}');

async function exportOne(options: GraphiteMetricExporterOptions, metrics: readonly Recorded[]) {
  const { exporter, transport } = wireGraphite(options);
  await exportOf(exporter, collectionOf(metrics));
  return { payloads: transport.payloads, accounting: exporter.accounting };
}

/** How long each record is when it stands alone: with brackets, or as a frame without its length. */
function lengthsIn(payloads: readonly Uint8Array[], format: keyof typeof formats): number[] {
  const texts = payloads.map((payload) => Buffer.from(payload).toString('latin1'));
  if (format === 'plaintext')
    return texts.flatMap((text) => text.split('\n').slice(0, -1)).map((line) => line.length + 1);
  if (format === 'json')
    return texts.flatMap((text) => text.match(/\{"name":.*?"time":\d+\}/gs)!).map((one) => one.length + 2);
  // a record begins with the opcode and length of its path, and has 16 bytes behind it: seconds, double, tuples
  const frame = Buffer.concat(payloads.map((payload) => payload.subarray(8, -2)));
  const lengths: number[] = [];
  for (let at = 0; at < frame.length; at += lengths.at(-1)! - 6)
    lengths.push(5 + frame.readUInt32LE(at + 1) + 16 + 6);
  return lengths;
}

it.each(['plaintext', 'pickle', 'json'] as const)(
  'in the format %s, a point is too large if and only if no payload could hold one of its records',
  async (format) => {
    let [tooLarge, sent] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        pathTemplate,
        metric,
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 0, max: 120 }),
        fc.integer({ min: 256, max: 600 }),
        async (template, { kind, value }, nameLength, tagLength, maxPayloadBytes) => {
          const options = { ...formats[format], pathTemplate: template };
          const points = [{ value, attributes: { k: 'v'.repeat(tagLength) } }];
          const metrics: Recorded[] = [{ name: 'n'.repeat(nameLength), kind, points }];
          const whole = await exportOne({ ...options, maxPayloadBytes: 65_536 }, metrics);
          const longest = Math.max(...lengthsIn(whole.payloads, format));
          const limited = await exportOne({ ...options, maxPayloadBytes }, metrics);
          const { delivered, dropped } = limited.accounting;
          if (longest <= maxPayloadBytes) {
            sent += 1;
            expect([delivered, dropped]).toEqual([1, {}]);
            expect(lengthsIn(limited.payloads, format)).toEqual(lengthsIn(whole.payloads, format));
          } else {
            tooLarge += 1;
            expect([delivered, dropped]).toEqual([0, { too_large: 1 }]);
            expect(limited.payloads).toEqual([]);
          }
        },
      ),
      { numRuns: 1000 },
    );
    // both sides of the limit were met
    expect(Math.min(tooLarge, sent)).toBeGreaterThan(20);
  },
  60_000,
);

it.each<[why: string, GraphiteMetricExporterOptions, attributes: number, isSent: boolean]>([
  ['of 16,384 bytes, on which carbon closes the connection', {}, 42, true],
  ['of 16,384 bytes, on which carbon closes the connection', {}, 43, false],
  ['of 3,500 bytes as a path, which is a file name', { pathTemplate: '{name}' }, 9, true],
  ['of 3,500 bytes as a path, which is a file name', { pathTemplate: '{name}' }, 10, false],
])('no line is longer than allowed, %s', async (_why, options, count, isSent) => {
  const { logger, messages } = recordingLogger();
  const { exporter, transport } = wireGraphite({ ...options, logger });
  const attributes = Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`${'k'.repeat(190)}${i}`, 'v'.repeat(205)]),
  );
  const points = [{ value: 1, attributes }, { value: 2 }];
  await exportOf(exporter, collectionOf([{ name: 'n', kind: 'gauge', points }]));
  expect(transport.text).toContain('n 2 2\n');
  expect(exporter.accounting.dropped).toEqual(isSent ? {} : { too_large: 1 });
  expect(messages).toEqual(
    isSent
      ? []
      : ['warn: data points are dropped (too_large); further ones for this reason are only counted'],
  );
});

it('a line that is far too long does no harm to others, wherever it stands', async () => {
  const { exporter, transport } = wireGraphite();
  const tags = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`${'k'.repeat(190)}${i}`, 'v'.repeat(200)]));
  const points = Array.from({ length: 300 }, (_, i) => ({
    value: i,
    attributes: { ...tags(i % 3 === 0 ? 60 : 5), i },
  }));
  await exportOf(exporter, collectionOf([{ name: 'n', kind: 'gauge', points }]));
  expect(exporter.accounting).toMatchObject({ delivered: 200, dropped: { too_large: 100 } });
  const values = transport.text.split('\n').slice(0, -1);
  expect(values.map((line) => Number(line.split(' ')[1]))).toEqual(
    points.map(({ value }) => value).filter((value) => value % 3 !== 0),
  );
});
