import { TransportError } from '@otelwire/core';
import type { Series, StatsdTotals } from '@otelwire/sandbox';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyText, exponentialOf } from '../../../core/test/otel/arbitraries.ts';
import { collectionOf, type Recorded } from '../../../core/test/otel/collection.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import type { StatsdMetricExporterOptions } from '../../src/index.ts';
import type { DialectName } from '../../src/wire/dialect.ts';
import { totalsOf } from './wire-reader.ts';
import { wireStatsd } from './wired.ts';

type Wire = StatsdMetricExporterOptions & { readonly dialect: DialectName };
const wires = fc.constantFrom<Wire>(
  { dialect: 'plain' },
  { dialect: 'plain', histograms: 'timers' },
  { dialect: 'graphite', target: 'etsy', histograms: 'timers' },
  { dialect: 'dogstatsd', target: 'datadog-agent', histograms: 'distributions' },
  { dialect: 'dogstatsd', target: 'datadog-agent' },
  { dialect: 'dogstatsd', target: 'statsd_exporter', histograms: 'distributions' },
  { dialect: 'signalfx', target: 'statsd_exporter' },
);

/** Thousandths add up without a rounding error that depends on the order, once they are rounded to thousandths again. */
const amount = fc.integer({ min: -100_000, max: 100_000 }).map((n) => n / 1000);
/** Few names and attributes, so that the same series come in several exports; `name` differs by kind in a path. */
const attributes = fc.constantFrom<object>({}, { k: 'a' }, { k: 'é🎉' }, { k: 'a|b', l: 'c,d' }, { l: '' });
const points = <Value>(value: fc.Arbitrary<Value>) =>
  fc.array(fc.record({ attributes, value }), { minLength: 1, maxLength: 3 });
const histogram = fc
  .array(
    amount.map((n) => Math.abs(n)),
    { minLength: 1, maxLength: 5 },
  )
  .map((values) => exponentialOf(values, -2));
const metric = fc.oneof(
  fc.record({ name: fc.constantFrom('c1', 'c2'), kind: fc.constant('counter'), points: points(amount) }),
  fc.record({ name: fc.constantFrom('g1', 'g2'), kind: fc.constant('gauge'), points: points(amount) }),
  fc.record({ name: fc.constantFrom('u1', 'u2'), kind: fc.constant('up-down'), points: points(amount) }),
  fc.record({ name: fc.constantFrom('h1', 'h2'), kind: fc.constant('histogram'), points: points(histogram) }),
) as fc.Arbitrary<Recorded>;

const exports = fc.array(
  fc.record({
    metrics: fc.array(metric, { minLength: 1, maxLength: 4 }),
    /** Which part of the payloads of each batch arrives. */
    arriving: fc.constantFrom(1, 1, 0, 0, 0.5),
  }),
  { minLength: 2, maxLength: 6 },
);

function endState(totals: StatsdTotals): unknown[] {
  return [...totals.series.values()]
    .map((series) => [series.type, series.name, series.tags, stateOf(series)])
    .map((state) => JSON.stringify(state))
    .sort();
}

function stateOf(series: Series): unknown {
  if (series.type === 'c') return Math.round(series.sum * 1000) / 1000 + 0;
  if (series.type === 'g') return Math.round(series.last * 1000) / 1000 + 0;
  if (series.type === 's') throw new Error('an exporter sends no sets');
  return series.samples.map(({ value, weight }) => `${value}x${weight}`).sort();
}

it('what fails is sent with the next exports: in the end, a server has what it has without an outage', async () => {
  await fc.assert(
    fc.asyncProperty(
      wires,
      exports,
      fc.constantFrom(256, 300, 8192),
      anyText,
      async (options, runs, maxPayloadBytes, globalTag) => {
        const both = [0, 1].map(() =>
          wireStatsd({ ...options, maxPayloadBytes, globalTags: { global: globalTag } }),
        );
        const [lucky, unlucky] = both as [(typeof both)[0], (typeof both)[0]];
        for (const { metrics, arriving } of runs) {
          unlucky.transport.respondWith(({ ends }) => ({
            delivered: Math.floor(ends.length * arriving),
            ...(arriving < 1 && { error: new TransportError('memory:', 'is away') }),
          }));
          for (const { exporter } of both) {
            expect(await exportOf(exporter, collectionOf(metrics))).toEqual({ code: 0 });
            const { accepted, delivered, held, inFlight, dropped } = exporter.accounting;
            const droppedPoints = Object.values(dropped).reduce((sum, points) => sum + points, 0);
            expect(accepted).toBe(delivered + held + droppedPoints);
            expect(inFlight).toBe(0);
          }
        }
        unlucky.transport.respondWith();
        await unlucky.exporter.forceFlush();

        const { dialect } = options;
        for (const payload of unlucky.transport.payloads)
          expect(payload.length).toBeLessThanOrEqual(maxPayloadBytes);
        expect(endState(totalsOf(unlucky.transport.payloads, dialect))).toEqual(
          endState(totalsOf(lucky.transport.payloads, dialect)),
        );
        const { held, dropped } = unlucky.exporter.accounting;
        expect(held).toBe(0);
        // a level that a newer one replaced is not sent any more; nothing else is given up
        const { superseded: _replaced, ...lost } = dropped;
        expect(lost).toEqual(lucky.exporter.accounting.dropped);
      },
    ),
    { numRuns: 1500 },
  );
}, 240_000);
