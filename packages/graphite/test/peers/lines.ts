import { collectionOf, type Recorded } from '../../../core/test/otel/collection.ts';
import { exportOf } from '../../../core/test/otel/sdk-metrics.ts';
import type { GraphiteMetricExporterOptions } from '../../src/index.ts';
import { linesOf, wireGraphite } from '../exporter/wired.ts';

export interface Measured {
  readonly name: string;
  readonly kind?: Recorded['kind'];
  readonly attributes?: object;
  readonly value: Recorded['points'][number]['value'];
  readonly second: number;
}

/** The lines of a collection. */
export async function linesFor(
  measured: readonly Measured[],
  options: GraphiteMetricExporterOptions = {},
): Promise<string[]> {
  const { exporter, transport } = wireGraphite({ percentiles: [], ...options });
  const metrics = measured.map(({ name, kind = 'gauge', attributes = {}, value, second }) => ({
    name,
    kind,
    points: [{ attributes, value, endTime: [second, 0] }],
  }));
  await exportOf(exporter, collectionOf(metrics));
  return linesOf(transport);
}

/** What stands before value and time. */
export async function pathFor(measured: Omit<Measured, 'value' | 'second'>, options = {}): Promise<string> {
  const [line] = await linesFor([{ ...measured, value: 1, second: 1 }], options);
  return line!.slice(0, line!.indexOf(' '));
}
