import type { Family, Point } from '@otelwire/core/otel';
import { alignedSecond } from '../wire/align.js';
import type { Format, Stamp } from '../wire/format.js';
import type { Naming } from '../wire/naming.js';

/** What the records of every metric of an exporter have in common. */
export interface RecordSettings {
  readonly format: Format;
  readonly naming: Naming;
  /** Points are stored at multiples of it; undefined: at the second of their collection. */
  readonly intervalSeconds: number | undefined;
}

/** Totals, amounts and levels alike: the number as it is. */
export function scalarFamily(settings: RecordSettings, name: string): Family {
  const { format, naming } = settings;
  const shape = format.shape(naming.path(name, ''));
  const stampOf = stamps(settings);
  const values = new Float64Array(1);
  return {
    recordNames: [name],
    write(packer, series, point) {
      const { value } = point;
      values[0] = typeof value === 'number' ? value : Number.NaN; // the array would make zero of null
      return format.write(packer, shape, series, values, 0, stampOf(point));
    },
  };
}

/** The stamp of a point's second. The points of an export have the same, so that the last one is all there is to keep. */
export function stamps({ format, intervalSeconds }: RecordSettings): (point: Point) => Stamp {
  let last = Number.NaN;
  let stamp: Stamp = new Uint8Array(0);
  return ({ endTime }) => {
    if (endTime[0] !== last) {
      last = endTime[0];
      stamp = format.stamp(alignedSecond(last, intervalSeconds));
    }
    return stamp;
  };
}
