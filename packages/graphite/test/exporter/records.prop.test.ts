import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyAttributes, anyDouble, anyMetrics } from '../../../core/test/otel/arbitraries.ts';
import { collectionOf, type Recorded } from '../../../core/test/otel/collection.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import { readStrictly, type WirePoint } from './wire-reader.ts';
import { wireGraphite } from './wired.ts';
import { formats, pathWire, taggedWire, type Wire } from './wires.ts';

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** Exports a collection; every point of it is somewhere, and every payload is as it should be. */
async function exportAll({ format, options }: Wire, metrics: readonly Recorded[], resource: object) {
  const { exporter, transport } = wireGraphite({ ...options, resourceAttributes: 'all' });
  await exportOf(exporter, collectionOf(metrics, resource));
  const { accepted, delivered, held, inFlight, dropped } = exporter.accounting;
  expect(accepted).toBe(sum(metrics.map(({ points }) => points.length)));
  expect(delivered + sum(Object.values(dropped))).toBe(accepted);
  expect([held, inFlight]).toEqual([0, 0]);
  const frame = format === 'pickle' ? 4 : 0;
  return transport.payloads.flatMap((payload): WirePoint[] => {
    expect(payload.length - frame).toBeLessThanOrEqual(options.maxPayloadBytes);
    return readStrictly(payload, format);
  });
}

it('whatever is recorded: every point is one of one series, and none overwrites another one', async () => {
  await fc.assert(
    fc.asyncProperty(taggedWire, anyMetrics, anyAttributes, async (wire, metrics, resource) => {
      const points = await exportAll(wire, metrics, resource);
      const identities = points.map(({ path, second }) => `${path} ${second}`);
      expect(identities.filter((one, i) => identities.indexOf(one) !== i)).toEqual([]);
      for (const { path } of points) {
        if (wire.options.apiKey !== undefined && wire.format !== 'json') expect(path).toMatch(/^key-1\./);
      }
    }),
    { numRuns: 1000 },
  );
}, 120_000);

it('whatever is recorded: every path of a template is one of file names', async () => {
  await fc.assert(
    fc.asyncProperty(pathWire, anyMetrics, anyAttributes, async (wire, metrics, resource) => {
      for (const { path } of await exportAll(wire, metrics, resource)) {
        expect(path).toMatch(/^[\w:#-]{1,200}(?:\.[\w:#-]{1,200})*$/);
        expect(path.length).toBeLessThan(3500);
      }
    }),
    { numRuns: 1000 },
  );
}, 120_000);

it('a number on the wire is the double that was recorded', async () => {
  const kinds = fc.constantFrom('counter', 'gauge');
  const format = fc.constantFrom('plaintext', 'pickle', 'json');
  await fc.assert(
    fc.asyncProperty(anyDouble, kinds, format, async (value, kind, name) => {
      const { exporter, transport } = wireGraphite(formats[name]);
      await exportOf(exporter, collectionOf([{ name: 'n', kind, points: [{ value }] }]));
      const [point] = readStrictly(transport.payloads[0]!, name);
      expect(point).toEqual({ path: 'n', value: value + 0, second: 2 });
    }),
    { numRuns: 1000 },
  );
});
