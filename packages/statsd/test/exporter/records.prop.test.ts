import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyAttributes, anyDouble, anyMetrics, anyText } from '../../../core/test/otel/arbitraries.ts';
import { collectionOf, type Recorded } from '../../../core/test/otel/collection.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import { targets } from '../../src/wire/target.ts';
import { anyWire, type WireOptions } from './arbitraries.ts';
import { readStrictly, type WireRecord } from './wire-reader.ts';
import { type Wired, wireDogStatsd, wireStatsd } from './wired.ts';

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function pointsIn(metrics: readonly Recorded[]): number {
  return sum(metrics.map(({ points }) => points.length));
}

async function exportAll(
  wired: Wired,
  metrics: readonly Recorded[],
  resource: object,
): Promise<WireRecord[][]> {
  await exportOf(wired.exporter, collectionOf(metrics, resource));
  const { dialect, maxPayloadBytes } = wired.options as WireOptions;
  return wired.transport.payloads.map((payload) => {
    expect(payload.length).toBeLessThanOrEqual(maxPayloadBytes);
    return readStrictly(payload, dialect);
  });
}

/** The levels of one payload in their order; zero and the way down from it are one. */
function levelsIn(records: readonly WireRecord[], signedGaugesAreLevels: boolean): string[] {
  const levels: string[] = [];
  let zero: string | undefined;
  for (const { line, metric } of records) {
    if (metric.type !== 'g') continue;
    const [value] = metric.values as [number];
    const identity = JSON.stringify([metric.name, metric.tags, metric.timestampSeconds]);
    if (metric.sign === '-' && !signedGaugesAreLevels) {
      expect({ line, zero }).toEqual({ line, zero: identity });
      zero = undefined;
      continue;
    }
    levels.push(identity);
    zero = value === 0 ? identity : undefined;
  }
  return levels;
}

it('whatever is recorded: every line is one record, no payload is too long, every point is accounted for', async () => {
  await fc.assert(
    fc.asyncProperty(anyWire, anyMetrics, anyAttributes, async (options, metrics, resource) => {
      const wired = wireStatsd({ ...options, resourceAttributes: 'all' });
      await exportAll(wired, metrics, resource);
      const { accepted, delivered, held, inFlight, dropped } = wired.exporter.accounting;
      expect(accepted).toBe(pointsIn(metrics));
      expect(delivered + sum(Object.values(dropped))).toBe(accepted);
      expect([held, inFlight]).toEqual([0, 0]);
    }),
    { numRuns: 1000 },
  );
}, 120_000);

it('whatever is recorded: no level of an export overwrites another one', async () => {
  // names and attributes of a path may come out the same in one way only: `a` with b=c, and `a.b.c`
  const tagged = anyWire.filter(({ dialect }) => dialect !== 'plain');
  await fc.assert(
    fc.asyncProperty(tagged, anyMetrics, async (options, metrics) => {
      const wired = wireStatsd(options);
      const signedGaugesAreLevels = targets[options.target ?? 'etsy'].signedGaugesAreLevels;
      const payloads = await exportAll(wired, metrics, {});
      const levels = payloads.flatMap((records) => levelsIn(records, signedGaugesAreLevels));
      expect(levels.filter((level, i) => levels.indexOf(level) !== i)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
}, 120_000);

it('whatever the origin says: every line is one record', async () => {
  const text = anyText.filter((one) => one !== '' && !/\p{Cc}/u.test(one));
  const [cardinality, timestamps] = [fc.constantFrom('none', 'low', 'high'), fc.boolean()];
  const origin = fc.record({
    containerId: text,
    externalData: text,
    entityId: text,
    cardinality,
    timestamps,
  });
  const service = fc.record({ env: text, service: text, version: text });
  await fc.assert(
    fc.asyncProperty(origin, service, async (options, tags) => {
      const maxPayloadBytes = 8192;
      const wired = wireDogStatsd({ ...options, ...tags, originDetection: true, maxPayloadBytes });
      const counter: Recorded = { name: 'orders', kind: 'counter', points: [{ value: 1 }] };
      await exportOf(wired.exporter, collectionOf([counter]));
      const { dropped } = wired.exporter.accounting;
      // an id of ten thousand characters fits into no payload
      if (dropped.too_large === 1) return;
      const records = wired.transport.payloads.flatMap((payload) => readStrictly(payload, 'dogstatsd'));
      expect(records.map(({ metric: { name, type, values } }) => [name, type, values])).toEqual([
        ['orders', 'c', [1]],
      ]);
    }),
    { numRuns: 1000 },
  );
});

it('a number on the wire is the double that was recorded, in digits', async () => {
  const kinds = fc.constantFrom('counter', 'gauge');
  await fc.assert(
    fc.asyncProperty(
      anyDouble,
      kinds,
      fc.constantFrom('etsy', 'datadog-agent'),
      async (value, kind, target) => {
        const wired = wireStatsd({ target });
        await exportOf(wired.exporter, collectionOf([{ name: 'n', kind, points: [{ value }] }]));
        const lines = wired.transport.text.split('\n').slice(0, -1);
        const text = /^n:(-?\d+(?:\.\d+)?)\|[cg]$/.exec(lines.at(-1)!)?.[1];
        expect(Number(text)).toBe(value + 0);
        expect(text).not.toBe('-0');
        const isPair = kind === 'gauge' && target === 'etsy' && value < 0;
        expect(lines.slice(0, -1)).toEqual(isPair ? ['n:0|g'] : []);
      },
    ),
    { numRuns: 2000 },
  );
});
