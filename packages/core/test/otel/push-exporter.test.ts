import type { MetricData, ResourceMetrics } from '@opentelemetry/sdk-metrics';
import { describe, expect, it } from 'vitest';
import { DroppedError } from '../../src/errors.js';
import { SeriesTable } from '../../src/naming/series-table.js';
import { ExportResultCode } from '../../src/otel/constants.js';
import { createLineHolding } from '../delivery/line-holding.js';
import { failAfter } from '../delivery/workbench.js';
import { createExporterBench } from './exporter-bench.js';
import { createLineEncoder } from './line-encoder.js';
import { countsOf, exportOf } from './metrics.js';

const success = { code: ExportResultCode.SUCCESS };

describe('an export', () => {
  it('succeeds when its points were delivered', async () => {
    const bench = createExporterBench();
    expect(await bench.export(countsOf(1, 2))).toEqual(success);
    expect(bench.lines).toEqual(['count{i=0} delta-sum 1', 'count{i=1} delta-sum 2']);
    expect(bench.exporter.accounting).toEqual({
      accepted: 2,
      delivered: 2,
      held: 0,
      inFlight: 0,
      dropped: {},
    });
  });

  it('succeeds with nothing in it', async () => {
    const bench = createExporterBench();
    expect(await bench.export(exportOf())).toEqual(success);
    expect(await bench.export(exportOf({ name: 'empty', points: [] }))).toEqual(success);
    expect(bench.lines).toEqual([]);
  });

  it('succeeds when its points are held, and is part of the next one', async () => {
    const bench = createExporterBench();
    bench.transport.failNext();
    expect(await bench.export(countsOf(1))).toEqual(success);
    expect(bench.exporter.accounting).toMatchObject({ delivered: 0, held: 1 });
    await bench.export(countsOf(2));
    expect(bench.lines).toEqual(['count{i=0} delta-sum 1', 'count{i=0} delta-sum 2']);
  });

  it('fails when points of it are lost', async () => {
    const bench = createExporterBench();
    bench.transport.failNext(failAfter(0, false));
    const { code, error } = await bench.export(countsOf(1, 2));
    expect(code).toBe(ExportResultCode.FAILED);
    expect(error).toBeInstanceOf(DroppedError);
    expect((error as DroppedError).dropped).toEqual({ lost: 2 });
    expect(error!.message).toBe('LineExporter: data points dropped: 2 (lost)');
  });

  it('fails when what is held has no room any more, and only then', async () => {
    const bench = createExporterBench({ holding: createLineHolding(3) });
    bench.transport.respondWith(failAfter(0));
    const codes = [];
    for (let i = 0; i < 3; i += 1) codes.push((await bench.export(countsOf(1, 2))).code);
    expect(codes).toEqual([ExportResultCode.SUCCESS, ExportResultCode.FAILED, ExportResultCode.FAILED]);
    expect(bench.exporter.accounting).toMatchObject({ accepted: 6, held: 3, dropped: { queue_full: 3 } });
  });

  it('succeeds though points of it cannot be sent at all, which are counted', async () => {
    const bench = createExporterBench();
    const metrics = exportOf(
      {
        name: 'a',
        points: [
          [{ i: 0 }, Number.NaN],
          [{ i: 1 }, 1],
          [{ tag: 'x'.repeat(600) }, 1],
        ],
      },
      { name: 'a', type: 'gauge', points: [[{}, 7]] },
    );
    expect(await bench.export(metrics)).toEqual(success);
    expect(bench.lines).toEqual(['a{i=1} delta-sum 1']);
    expect(bench.exporter.accounting).toEqual({
      accepted: 4,
      delivered: 1,
      held: 0,
      inFlight: 0,
      dropped: { not_finite: 1, too_large: 1, name_collision: 1 },
    });
  });

  it('merges points that become one series, and still counts each of them', async () => {
    const bench = createExporterBench();
    const points = [
      [{ i: 0, hidden: 1 }, 1],
      [{ i: 1 }, 5],
      [{ i: 0, hidden: 2 }, 2],
    ] as const;
    await bench.export(exportOf({ name: 'a', points }, { name: 'g', type: 'gauge', points }));
    expect(bench.lines).toEqual([
      'a{i=0} delta-sum 3',
      'a{i=1} delta-sum 5',
      'g{i=0} level 2',
      'g{i=1} level 5',
    ]);
    expect(bench.exporter.accounting).toMatchObject({ accepted: 6, delivered: 6, inFlight: 0, dropped: {} });
  });

  it('counts every source of a merged point that cannot be sent, and of one that cannot be merged', async () => {
    const bench = createExporterBench();
    const histogram = (boundary: number) => ({
      buckets: { boundaries: [boundary], counts: [1, 0] },
      count: 1,
      sum: 1,
    });
    await bench.export(
      exportOf(
        {
          name: 'a',
          points: [
            [{ hidden: 1 }, Number.NaN],
            [{ hidden: 2 }, 2],
          ],
        },
        {
          name: 'h',
          type: 'histogram',
          points: [
            [{ hidden: 1 }, histogram(1)],
            [{ hidden: 2 }, histogram(2)],
            [{ hidden: 3 }, histogram(1)],
          ],
        },
      ),
    );
    expect(bench.lines).toEqual(['h{} delta-histogram 2/2']);
    expect(bench.exporter.accounting).toMatchObject({
      accepted: 5,
      delivered: 2,
      inFlight: 0,
      dropped: { not_finite: 2, not_mergeable: 1 },
    });
  });

  it('reports attributes that become one series, and names that do, once', async () => {
    const bench = createExporterBench();
    for (let i = 0; i < 3; i += 1) {
      await bench.export(
        exportOf(
          {
            name: 'a.b',
            points: [
              [{ 'x.y': 1 }, 1],
              [{ x_y: 1 }, 2],
            ],
          },
          { name: 'a-b', points: [[{}, 3]] },
        ),
      );
    }
    expect(bench.lines.slice(0, 2)).toEqual(['a_b{x_y=1} delta-sum 3', 'a_b{} delta-sum 3']);
    expect(bench.logger.lines).toHaveLength(2);
  });

  it('prepares its encoder once a resource', async () => {
    const bench = createExporterBench();
    const first = countsOf(1);
    const other = { ...first, resource: { attributes: { a: 1 } } } as unknown as ResourceMetrics;
    for (const metrics of [first, first, other, other]) await bench.export(metrics);
    expect(bench.resources).toEqual([first.resource.attributes, { a: 1 }]);
  });

  it('encodes what attributes say now, not what the same object said before', async () => {
    const bench = createExporterBench();
    const attributes = { route: '/1', tags: ['a'] };
    const metrics = exportOf({ name: 'm', points: [[attributes, 1]] });
    await bench.export(metrics);
    attributes.route = '/2';
    attributes.tags.push('b');
    await bench.export(metrics);
    expect(bench.lines).toEqual(['m{route=/1,tags=a} delta-sum 1', 'm{route=/2,tags=a,b} delta-sum 1']);
  });
});

/** A bench that counts how often attributes are rendered. */
function createCountingBench() {
  let count = 0;
  const series = new SeriesTable({
    accepts: () => true,
    render: ([pair]) => {
      count += 1;
      return `{${pair?.[1]}}`;
    },
    onCollision() {},
  });
  const createEncoder = () => ({ ...createLineEncoder(), series });
  return { bench: createExporterBench({ createEncoder }), renders: () => count };
}

describe('attributes that do not come again', () => {
  it('are forgotten', async () => {
    const { bench, renders } = createCountingBench();
    const ids = (first: number) => Array.from({ length: 2000 }, (_, i) => [{ id: first + i }, 1] as const);
    for (let i = 0; i < 10; i += 1) await bench.export(exportOf({ name: 'm', points: ids(2000 * i) }));
    expect(renders()).toBe(20_000);
    await bench.export(exportOf({ name: 'm', points: ids(0) }));
    expect(renders()).toBe(22_000);
    await bench.export(exportOf({ name: 'm', points: ids(0) }));
    expect(renders()).toBe(22_000);
  });

  it('are kept while one collection comes in many exports', async () => {
    const { bench, renders } = createCountingBench();
    const points = Array.from({ length: 6000 }, (_, i) => [{ id: i }, 1] as const);
    for (let collection = 0; collection < 3; collection += 1) {
      const whole = exportOf({ name: 'm', points });
      const { dataPoints, ...metric } = whole.scopeMetrics[0]!.metrics[0]!;
      for (let first = 0; first < points.length; first += 500) {
        const part = { ...metric, dataPoints: dataPoints.slice(first, first + 500) } as MetricData;
        await bench.export({ ...whole, scopeMetrics: [{ ...whole.scopeMetrics[0]!, metrics: [part] }] });
      }
    }
    expect(renders()).toBe(6000);
  });
});
