import { describe, expect, it } from 'vitest';
import { ShutdownError, TransportError } from '../../src/errors.js';
import { ExportResultCode } from '../../src/otel/constants.js';
import { allTurns, createAnswer, failAfter } from '../delivery/workbench.js';
import { FakeClock } from '../transport/fake-clock.js';
import { createExporterBench, outlast } from './exporter-bench.js';
import { countsOf } from './metrics.js';

const success = { code: ExportResultCode.SUCCESS };
const never = () => new Promise<never>(() => {});

describe('forceFlush', () => {
  it('waits for exports that run', async () => {
    const bench = createExporterBench();
    const answer = createAnswer();
    bench.transport.failNext(answer.script);
    let isDone = false;
    const exporting = bench.export(countsOf(1)).then(() => {
      isDone = true;
    });
    const flushing = bench.exporter.forceFlush().then(() => isDone);
    await allTurns();
    answer.answer({ delivered: 1 });
    expect(await flushing).toBe(true);
    await exporting;
  });

  it('tries once more to send what is held', async () => {
    const bench = createExporterBench();
    bench.transport.failNext();
    await bench.export(countsOf(1));
    await bench.exporter.forceFlush();
    expect(bench.lines).toEqual(['count{i=0} delta-sum 1']);
    expect(bench.exporter.accounting).toMatchObject({ delivered: 1, held: 0 });
  });

  it('sends nothing when nothing is held', async () => {
    const bench = createExporterBench();
    let sends = 0;
    bench.transport.respondWith(({ ends }) => {
      sends += 1;
      return { delivered: ends.length };
    });
    await bench.exporter.forceFlush();
    expect(sends).toBe(0);
  });

  it('does not reject when the backend is away, and keeps what is held', async () => {
    const bench = createExporterBench();
    bench.transport.respondWith(failAfter(0));
    await bench.export(countsOf(1));
    expect(await bench.exporter.forceFlush()).toBeUndefined();
    expect(bench.exporter.accounting).toMatchObject({ delivered: 0, held: 1 });
  });

  it('ends after the export that runs and one more timeout, though the transport never answers', async () => {
    const clock = new FakeClock();
    const bench = createExporterBench({ clock, maxBatchesInFlight: 1 });
    bench.transport.respondWith(never);
    void bench.export(countsOf(1));
    void bench.export(countsOf(2));
    expect(await outlast(clock, bench.exporter.forceFlush())).toBeLessThanOrEqual(20_000);
    expect(bench.exporter.accounting).toMatchObject({ held: 1, inFlight: 1 });
  });

  it('does nothing after a shutdown', async () => {
    const bench = createExporterBench();
    await bench.exporter.shutdown();
    expect(await bench.exporter.forceFlush()).toBeUndefined();
  });
});

describe('shutdown', () => {
  it('sends what is held, then closes the transport', async () => {
    const bench = createExporterBench();
    bench.transport.failNext();
    await bench.export(countsOf(1));
    await bench.exporter.shutdown();
    expect([bench.lines, bench.transport.isClosed]).toEqual([['count{i=0} delta-sum 1'], true]);
    expect(bench.exporter.accounting).toMatchObject({ accepted: 1, delivered: 1, dropped: {} });
  });

  it('finishes the exports that were called before it, and fails those after', async () => {
    const bench = createExporterBench();
    const answer = createAnswer();
    bench.transport.failNext(answer.script);
    const before = [bench.export(countsOf(1)), bench.export(countsOf(2))];
    const closing = bench.exporter.shutdown();
    const after = await bench.export(countsOf(3));
    expect(after.code).toBe(ExportResultCode.FAILED);
    expect(after.error).toBeInstanceOf(ShutdownError);
    answer.answer({ delivered: 1 });
    await closing;
    expect(await Promise.all(before)).toEqual([success, success]);
    expect(bench.lines).toHaveLength(2);
    expect(bench.exporter.accounting).toMatchObject({ accepted: 2, delivered: 2 });
  });

  it('is done once, however often it is called', async () => {
    const bench = createExporterBench();
    let closes = 0;
    const { close } = bench.transport;
    bench.transport.close = (deadline) => {
      closes += 1;
      return close(deadline);
    };
    const shutdowns = [bench.exporter.shutdown(), bench.exporter.shutdown()];
    await Promise.all(shutdowns);
    await bench.exporter.shutdown();
    expect(closes).toBe(1);
  });

  it('counts and says what cannot be sent any more', async () => {
    const bench = createExporterBench();
    bench.transport.respondWith(failAfter(0));
    await bench.export(countsOf(1, 2));
    expect(await bench.exporter.shutdown()).toBeUndefined();
    expect(bench.exporter.accounting).toMatchObject({ held: 0, inFlight: 0, dropped: { shutdown: 2 } });
    expect(bench.logger.lines.at(-1)).toContain('2 data points were still held at shutdown and are lost');
  });

  it('ends though the transport never answers, and counts what fails even later', async () => {
    const clock = new FakeClock();
    const bench = createExporterBench({ clock, maxBatchesInFlight: 1 });
    const answer = createAnswer();
    bench.transport.respondWith(answer.script);
    void bench.export(countsOf(1));
    void bench.export(countsOf(2));
    expect(await outlast(clock, bench.exporter.shutdown())).toBeLessThanOrEqual(30_000);
    expect(bench.transport.isClosed).toBe(true);
    expect(bench.exporter.accounting).toMatchObject({ held: 0, inFlight: 1, dropped: { shutdown: 1 } });
    answer.answer({ delivered: 0, error: new TransportError('memory:', 'is gone') });
    await allTurns();
    expect(bench.exporter.accounting).toMatchObject({ held: 0, inFlight: 0, dropped: { shutdown: 2 } });
  });
});
