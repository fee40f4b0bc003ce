import { describe, expect, it } from 'vitest';
import { TransportError } from '../../src/errors.js';
import { ExportResultCode } from '../../src/otel/constants.js';
import { allTurns, createAnswer } from '../delivery/workbench.js';
import { FakeClock } from '../transport/fake-clock.js';
import { createExporterBench, outlast, type Result } from './exporter-bench.js';
import { countsOf } from './metrics.js';

const success = { code: ExportResultCode.SUCCESS };
const never = () => new Promise<never>(() => {});

describe('the callback of an export', () => {
  it('is called once, later, also when it throws', async () => {
    const bench = createExporterBench();
    let calls = 0;
    bench.exporter.export(countsOf(1), () => {
      calls += 1;
      throw new Error('of the application');
    });
    expect(calls).toBe(0);
    await allTurns();
    expect(calls).toBe(1);
    expect(bench.logger.lines).toEqual([
      'error: LineExporter: the callback of an export threw: Error: of the application',
    ]);
    expect(await bench.export(countsOf(2))).toEqual(success);
    expect(bench.lines).toHaveLength(2);
  });

  it('is called once when the exporter is shut down, and may throw then too', async () => {
    const bench = createExporterBench();
    await bench.exporter.shutdown();
    const results: Result[] = [];
    bench.exporter.export(countsOf(1), (result) => {
      results.push(result);
      throw new Error('of the application');
    });
    await allTurns();
    expect(results).toHaveLength(1);
  });

  it('is called though the fate of the export is not known by the deadline', async () => {
    const clock = new FakeClock();
    const bench = createExporterBench({ clock });
    bench.transport.respondWith(never);
    const exporting = bench.export(countsOf(1));
    expect(await outlast(clock, exporting)).toBe(10_000);
    expect(await exporting).toEqual(success);
    expect(bench.exporter.accounting).toMatchObject({ delivered: 0, held: 0, inFlight: 1 });
  });

  it('is called after a second while the backend is known to be away, but a shutdown has its whole time', async () => {
    const clock = new FakeClock();
    const bench = createExporterBench({ clock });
    bench.transport.failNext();
    expect(await bench.export(countsOf(1))).toEqual(success);
    bench.transport.respondWith(never);
    const exporting = bench.export(countsOf(2));
    expect(await outlast(clock, exporting)).toBe(1_000);
    expect(await outlast(clock, bench.exporter.shutdown())).toBe(10_000);
  });

  it('is not called so soon while the backend is there and only slow: then a second would never be enough', async () => {
    const clock = new FakeClock();
    const bench = createExporterBench({ clock });
    const error = new TransportError('memory:', 'is slow', { ranOutOfTime: true });
    bench.transport.failNext(() => ({ delivered: 0, error }));
    expect(await bench.export(countsOf(1))).toEqual(success);
    bench.transport.respondWith(never);
    expect(await outlast(clock, bench.export(countsOf(2)))).toBe(10_000);
  });

  it('is called by its own deadline though it had to wait for others', async () => {
    const clock = new FakeClock();
    const bench = createExporterBench({ clock, maxBatchesInFlight: 1 });
    bench.transport.respondWith(never);
    const all = [1, 2, 3].map((value) => bench.export(countsOf(value)));
    expect(await outlast(clock, Promise.all(all))).toBe(10_000);
    expect(bench.exporter.accounting).toMatchObject({ accepted: 3, held: 2, inFlight: 1 });
  });
});

describe('exports that are called at the same time', () => {
  it('run one after another', async () => {
    const bench = createExporterBench();
    const answers = [createAnswer(), createAnswer(), createAnswer()];
    let sends = 0;
    bench.transport.respondWith(() => answers[sends++]!.script());
    const results: number[] = [];
    for (let i = 0; i < 3; i += 1) bench.exporter.export(countsOf(i), () => results.push(i));
    for (let i = 0; i < 3; i += 1) {
      await allTurns();
      expect([sends, results.length]).toEqual([i + 1, i]);
      answers[i]!.answer({ delivered: 1 });
    }
    await allTurns();
    expect(results).toEqual([0, 1, 2]);
    expect(bench.lines).toEqual([0, 1, 2].map((value) => `count{i=0} delta-sum ${value}`));
  });
});
