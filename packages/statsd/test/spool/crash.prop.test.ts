import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exponentialOf } from '../../../core/test/otel/arbitraries.ts';
import { collectionOf, type Recorded } from '../../../core/test/otel/collection.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import { FlakyTransport } from '../../../core/test/spool/flaky-transport.ts';
import { crash, newFolder } from '../../../core/test/spool/folders.ts';
import { hastyClock } from '../../../core/test/spool/hasty-clock.ts';
import { untilAllIsSent } from '../../../core/test/spool/until-all-is-sent.ts';
import { StatsdMetricExporter, type StatsdMetricExporterOptions } from '../../src/index.ts';

/** Few names, so that the same series come in several exports. */
const amount = fc.integer({ min: 1, max: 100_000 }).map((n) => n / 1000);
const points = <Value>(value: fc.Arbitrary<Value>) =>
  fc.array(fc.record({ attributes: fc.constantFrom<object>({}, { k: 'a' }, { k: 'é🎉' }), value }), {
    minLength: 1,
    maxLength: 3,
  });
const histogram = fc.array(amount, { minLength: 1, maxLength: 5 }).map((values) => exponentialOf(values, -2));
const metric = fc.oneof(
  fc.record({
    name: fc.constantFrom('c1', 'c2', 'c3'),
    kind: fc.constant('counter'),
    points: points(amount),
  }),
  fc.record({ name: fc.constantFrom('h1', 'h2'), kind: fc.constant('histogram'), points: points(histogram) }),
) as fc.Arbitrary<Recorded>;
const steps = fc.array(
  fc.record({
    metrics: fc.array(metric, { minLength: 1, maxLength: 4 }),
    arriving: fc.constantFrom(1, 0, 0, 0, 0.5),
    dies: fc.boolean(),
  }),
  { minLength: 2, maxLength: 6 },
);

function openExporter(directory: string, transport: FlakyTransport): StatsdMetricExporter {
  const options: StatsdMetricExporterOptions = {
    ...{ transport, histograms: 'timers', dialect: 'dogstatsd', maxPayloadBytes: 256, spool: { directory } },
    ...{ clock: hastyClock, timeoutMillis: 1000, logger: { error() {}, warn() {}, info() {}, debug() {} } },
  };
  return new StatsdMetricExporter(options);
}

/** What a server makes of the lines: sums of counters, and samples by how often they came. */
function state(text: string): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const line of text.split('\n').slice(0, -1)) {
    const [, name, value, tail] = /^([^:]+):([^|]+)(.*)$/.exec(line)!;
    const isCounter = tail!.startsWith('|c');
    for (const one of isCounter ? [value!] : value!.split(':')) {
      const key = isCounter ? name + tail! : `${name}:${one}${tail}`;
      totals[key] = Math.round(((totals[key] ?? 0) + (isCounter ? Number(one) : 1)) * 1000) / 1000;
    }
  }
  return totals;
}

it('what was delivered and what is left make up what was exported, whenever the process dies', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (given) => {
      const plain = new FlakyTransport();
      const reference = openExporter(newFolder(), plain);
      const transport = new FlakyTransport();
      const folders = [newFolder()];
      let exporter = openExporter(folders[0]!, transport);
      for (const { metrics, arriving, dies } of given) {
        transport.arriving = arriving;
        await exportOf(reference, collectionOf(metrics));
        await exportOf(exporter, collectionOf(metrics));
        if (!dies) continue;
        folders.unshift(crash(folders[0]!));
        // what the dead one holds is not sent by it
        transport.arriving = 0;
        await exporter.shutdown();
        exporter = openExporter(folders[0]!, transport);
      }
      transport.arriving = 1;
      await untilAllIsSent(exporter, folders[0]!);
      await Promise.all([exporter.shutdown(), reference.shutdown()]);
      expect(state(transport.text)).toEqual(state(plain.text));
      for (const folder of folders) rmSync(folder, { recursive: true });
    }),
    { numRuns: 40 },
  );
});
