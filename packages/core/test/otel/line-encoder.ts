import type { CollisionReporter } from '../../src/naming/collisions.js';
import { type AttributePairs, SeriesTable } from '../../src/naming/series-table.js';
import type { Encoder } from '../../src/otel/encoder.js';
import type { PointValue } from '../../src/otel/metric.js';
import { writeLine } from '../delivery/line-holding.js';

/** The smallest encoder: `name{key=value,…} kind value`. Dots and minuses of names become underscores. */
export function createLineEncoder(reportCollision: CollisionReporter = () => {}): Encoder {
  return {
    series: new SeriesTable({
      accepts: (key) => key !== 'hidden',
      render: (pairs) => `{${rendered(pairs)}}`,
      onCollision: (wireForm, first, second) => reportCollision(wireForm, first, second, 'they are merged'),
    }),
    wireName: ({ name }) => name.replaceAll(/[.-]/g, '_'),
    family: (wireName, { kind }) => ({
      recordNames: [wireName],
      write(packer, series, { value }) {
        if (typeof value === 'number' && !Number.isFinite(value)) return 'not_finite';
        const line = `${wireName}${Buffer.from(series.bytes)} ${kind} ${valueText(value)}`;
        if (!packer.fits(line.length + 1)) return 'too_large';
        writeLine(packer, line);
        return undefined;
      },
    }),
  };
}

function rendered(pairs: AttributePairs): string {
  return pairs.map(([key, text]) => `${key.replaceAll('.', '_')}=${text}`).join(',');
}

function valueText(value: PointValue): string {
  return typeof value === 'number' ? `${value}` : `${value.count}/${value.sum}`;
}

export interface Read {
  readonly series: string;
  readonly kind: string;
  readonly value: string;
}

/** What a backend reads from the lines. */
export function readLine(line: string): Read {
  const [, series, kind, value] = /^(.*) (\S+) (\S+)$/s.exec(line) ?? [];
  return { series: series as string, kind: kind as string, value: value as string };
}
