import { describe, expect, it } from 'vitest';
import { ExportResultCode } from '../../src/otel/constants.js';
import { createExporterBench } from './exporter-bench.js';
import { createLineEncoder } from './line-encoder.js';
import { countsOf, exportOf } from './metrics.js';

const success = { code: ExportResultCode.SUCCESS };

describe('attributes that throw', () => {
  const throwing = {
    get a(): number {
      throw new Error('gone');
    },
  };
  const proxy = new Proxy(
    {},
    {
      ownKeys() {
        throw new TypeError('no keys');
      },
    },
  );

  it.each([
    ['a getter', throwing, 'gone'],
    ['a proxy', proxy, 'no keys'],
  ])('from %s make the export fail, are counted, and hurt nothing else', async (_, attributes, message) => {
    const bench = createExporterBench();
    const metrics = exportOf(
      { name: 'before', points: [[{}, 1]] },
      {
        name: 'bad',
        points: [
          [{ i: 1 }, 1],
          [attributes, 1],
        ],
      },
      { name: 'after', points: [[{}, 1]] },
    );
    const { code, error } = await bench.export(metrics);
    expect([code, error?.message]).toEqual([ExportResultCode.FAILED, message]);
    expect(bench.lines).toEqual(['before{} delta-sum 1', 'after{} delta-sum 1']);
    expect(bench.exporter.accounting).toEqual({
      accepted: 4,
      delivered: 2,
      held: 0,
      inFlight: 0,
      dropped: { internal_error: 2 },
    });
    expect(await bench.export(countsOf(1))).toEqual(success);
    expect(bench.exporter.accounting).toMatchObject({ accepted: 5, delivered: 3, inFlight: 0 });
  });
});

describe('an encoder that throws', () => {
  it('while it is made costs the export, and each point is counted', async () => {
    let isBroken = true;
    const bench = createExporterBench({
      createEncoder() {
        if (isBroken) throw 'no error object';
        return createLineEncoder();
      },
    });
    const { code, error } = await bench.export(countsOf(1, 2, 3));
    expect([code, error?.message]).toEqual([ExportResultCode.FAILED, 'no error object']);
    expect(bench.exporter.accounting).toMatchObject({
      accepted: 3,
      inFlight: 0,
      dropped: { internal_error: 3 },
    });
    isBroken = false;
    expect(await bench.export(countsOf(1))).toEqual(success);
  });

  it('while it writes costs the rest of the metric, and what was written before is sent', async () => {
    const bench = createExporterBench({
      createEncoder() {
        const encoder = createLineEncoder();
        return {
          ...encoder,
          family(wireName, metric) {
            const family = encoder.family(wireName, metric);
            return {
              ...family,
              write(packer, series, point) {
                if (point.value === 13) throw new Error('unlucky');
                return family.write(packer, series, point);
              },
            };
          },
        };
      },
    });
    expect((await bench.export(countsOf(1, 13, 2))).error?.message).toBe('unlucky');
    expect(bench.lines).toEqual(['count{i=0} delta-sum 1']);
    expect(bench.exporter.accounting).toMatchObject({
      delivered: 1,
      inFlight: 0,
      dropped: { internal_error: 2 },
    });
  });
});
