import { Packer, type Series } from '@otelwire/core';
import type { Format, Refusal } from '../../src/wire/format.ts';
import { createNaming, type NamingOptions } from '../../src/wire/naming.ts';
import type { Tag } from '../../src/wire/tags.ts';
import { type PathTemplate, parseTemplate } from '../../src/wire/template.ts';

/** A value of a metric at a second. */
export interface Recorded {
  readonly name: string;
  readonly statistic?: string;
  readonly attributes?: readonly Tag[];
  readonly value?: number;
  readonly second?: number;
}

const none = {
  prefix: '',
  apiKey: undefined,
  commonTags: [],
  template: undefined,
  resource: () => undefined,
};

function seriesOf(text: string): Series {
  return { text, bytes: new Uint8Array(Buffer.from(text)), source: '', lastPass: 0 };
}

/** Writes points as an exporter does; gives the payloads, and why each point was refused that was. */
export function write(
  format: Format,
  points: readonly Recorded[],
  options: Partial<NamingOptions> & { readonly maxPayloadBytes?: number } = {},
): { payloads: Uint8Array[]; refusals: Refusal[]; points: number } {
  const { maxPayloadBytes = 65_536, ...others } = options;
  const naming = createNaming({ ...none, format, ...others });
  const { lengthPrefix, wrapping } = format;
  const packer = new Packer({ maxPayloadBytes, lengthPrefix, wrapping });
  const refusals: Refusal[] = [];
  for (const { name, statistic = '', attributes = [], value = 1, second = 1_700_000_000 } of points) {
    const shape = format.shape(naming.path(naming.metricName(name), statistic));
    const series = seriesOf(naming.renderSeries(attributes));
    const refusal = format.write(packer, shape, series, Float64Array.of(value), 0, format.stamp(second));
    if (refusal === undefined) packer.endPoint();
    else refusals.push(refusal);
  }
  const batches = packer.takeAll();
  const payloads = batches.flatMap(({ buffer, ends }) =>
    ends.map((end, i) => buffer.slice(ends[i - 1] ?? 0, end)),
  );
  return { payloads, refusals, points: batches.reduce((sum, { points }) => sum + points.at(-1)!, 0) };
}

/** The lines or the JSON of some points. */
export function textOf(
  format: Format,
  points: readonly Recorded[],
  options: Partial<NamingOptions> = {},
): string {
  return Buffer.concat(write(format, points, options).payloads).toString();
}

export function template(text: string): PathTemplate {
  const parsed = parseTemplate(text);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed;
}
