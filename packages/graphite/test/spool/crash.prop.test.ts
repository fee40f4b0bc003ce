import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { collectionOf } from '../../../core/test/otel/collection.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import { FlakyTransport } from '../../../core/test/spool/flaky-transport.ts';
import { crash, newFolder } from '../../../core/test/spool/folders.ts';
import { hastyClock } from '../../../core/test/spool/hasty-clock.ts';
import { untilAllIsSent } from '../../../core/test/spool/until-all-is-sent.ts';
import { GraphiteMetricExporter } from '../../src/index.ts';

const steps = fc.array(
  fc.record({
    series: fc.integer({ min: 1, max: 12 }),
    arriving: fc.constantFrom(1, 0, 0, 0, 0.5),
    dies: fc.boolean(),
  }),
  { minLength: 2, maxLength: 6 },
);

const silent = { error() {}, warn() {}, info() {}, debug() {} };

function openExporter(directory: string, transport: FlakyTransport): GraphiteMetricExporter {
  return new GraphiteMetricExporter({
    ...{ transport, maxPayloadBytes: 256, spool: { directory } },
    ...{ clock: hastyClock, timeoutMillis: 1000, logger: silent },
  });
}

it('each point arrives once, whenever the process dies between two exports', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (given) => {
      const transport = new FlakyTransport();
      const folders = [newFolder()];
      const exported: string[] = [];
      let exporter = openExporter(folders[0]!, transport);
      for (const [step, { series, arriving, dies }] of given.entries()) {
        transport.arriving = arriving;
        const names = Array.from({ length: series }, (_, n) => `step${step}.series${n}`);
        exported.push(...names);
        const metrics = names.map((name) => ({ name, kind: 'gauge' as const, points: [{ value: 1 }] }));
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
      await exporter.shutdown();
      const names = transport.text
        .split('\n')
        .slice(0, -1)
        .map((line) => /^[^; ]+/.exec(line)![0]);
      expect(names.sort()).toEqual(exported.sort());
      for (const folder of folders) rmSync(folder, { recursive: true });
    }),
    { numRuns: 40 },
  );
});
