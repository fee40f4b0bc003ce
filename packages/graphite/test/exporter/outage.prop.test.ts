import { TransportError } from '@otelwire/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyDouble, exponentialOf } from '../../../core/test/otel/arbitraries.ts';
import { collectionOf, type Recorded } from '../../../core/test/otel/collection.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import type { FormatName } from '../../src/wire/format.ts';
import { readStrictly } from './wire-reader.ts';
import { type Wired, wireGraphite } from './wired.ts';
import { formats } from './wires.ts';

const attributes = fc.constantFrom<object>({}, { k: 'a' }, { k: 'é🎉' }, { k: 'a b', l: 'c;d' }, { l: '' });
const histogram = fc
  .array(anyDouble, { minLength: 1, maxLength: 5 })
  .map((values) => exponentialOf(values, -6));
const points = <Value>(value: fc.Arbitrary<Value>) =>
  fc.array(fc.record({ attributes, value }), { minLength: 1, maxLength: 3 });
const metric = fc.oneof(
  fc.record({ name: fc.constantFrom('c1', 'c2'), kind: fc.constant('up-down'), points: points(anyDouble) }),
  fc.record({ name: fc.constantFrom('g1', 'g2'), kind: fc.constant('gauge'), points: points(anyDouble) }),
  fc.record({ name: fc.constantFrom('h1', 'h2'), kind: fc.constant('histogram'), points: points(histogram) }),
) as fc.Arbitrary<Recorded>;

const runs = fc.array(
  fc.record({
    metrics: fc.array(metric, { minLength: 1, maxLength: 4 }),
    /** Which part of the payloads of each batch arrives. */
    arriving: fc.constantFrom(1, 1, 0, 0, 0.5),
    /** How the connection ends after it, if it does. */
    ending: fc.constantFrom(undefined, undefined, 'in-order', 'broken'),
  }),
  { minLength: 2, maxLength: 6 },
);

/** Metrics as they were collected at a second. */
function at(second: number, metrics: readonly Recorded[]): Recorded[] {
  return metrics.map((one) => ({
    ...one,
    points: one.points.map((point) => ({ ...point, endTime: [second, 0] })),
  }));
}

/** What a server has in the end: of each series, a value a second. */
function stored({ transport }: Wired, format: FormatName): Map<string, number> {
  const all = transport.payloads.flatMap((payload) => readStrictly(payload, format));
  return new Map(all.map(({ path, second, value }) => [`${path} ${second}`, value]));
}

it('what fails, or may be unread, is sent again: in the end, a server has what it has without an outage', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom<FormatName>('plaintext', 'pickle', 'json'),
      fc.constantFrom(undefined, '{attr:k}.{name}'),
      fc.constantFrom(256, 700, 65_536),
      runs,
      async (format, pathTemplate, maxPayloadBytes, all) => {
        const options = { ...formats[format], pathTemplate, maxPayloadBytes };
        const [lucky, unlucky] = [wireGraphite(options), wireGraphite(options)];
        for (const [i, { metrics, arriving, ending }] of all.entries()) {
          unlucky.transport.respondWith(({ ends }) => ({
            delivered: Math.floor(ends.length * arriving),
            ...(arriving < 1 && { error: new TransportError('memory:', 'is away') }),
          }));
          for (const { exporter } of [lucky, unlucky]) {
            expect(await exportOf(exporter, collectionOf(at(100 + i, metrics)))).toEqual({ code: 0 });
          }
          if (ending !== undefined) unlucky.transport.breakConnection(ending);
          const { accepted, delivered, held, inFlight, dropped } = unlucky.exporter.accounting;
          const { not_finite = 0, too_large = 0, ...lost } = dropped;
          expect(accepted).toBe(delivered + held + not_finite + too_large);
          expect([inFlight, lost]).toEqual([0, {}]);
        }
        unlucky.transport.respondWith();
        await unlucky.exporter.forceFlush();

        expect(stored(unlucky, format)).toEqual(stored(lucky, format));
        const { held, ...counts } = unlucky.exporter.accounting;
        expect(held).toBe(0);
        expect({ held, ...counts }).toEqual(lucky.exporter.accounting);
      },
    ),
    { numRuns: 500 },
  );
}, 240_000);

it('without a broken connection nothing is sent twice, and the older goes first', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(256, 65_536), runs, async (maxPayloadBytes, all) => {
      const { exporter, transport } = wireGraphite({ maxPayloadBytes });
      for (const [i, { metrics, arriving }] of all.entries()) {
        transport.respondWith(({ ends }) => ({
          delivered: Math.floor(ends.length * arriving),
          ...(arriving < 1 && { error: new TransportError('memory:', 'is away') }),
        }));
        await exportOf(exporter, collectionOf(at(100 + i, metrics)));
      }
      transport.respondWith();
      await exporter.forceFlush();
      const sent = transport.payloads.flatMap((payload) => readStrictly(payload, 'plaintext'));
      const identities = sent.map(({ path, second }) => `${path} ${second}`);
      expect(new Set(identities).size).toBe(identities.length);
      const seconds = sent.map(({ second }) => second);
      expect(seconds).toEqual([...seconds].sort((a, b) => a - b));
    }),
    { numRuns: 500 },
  );
}, 240_000);
