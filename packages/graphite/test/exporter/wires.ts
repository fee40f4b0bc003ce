import fc from 'fast-check';
import type { GraphiteMetricExporterOptions } from '../../src/index.ts';
import type { FormatName } from '../../src/wire/format.ts';
import { anyText } from '../wire/arbitraries.ts';

/** Each format, and what asks for it. */
export const formats: Record<FormatName, GraphiteMetricExporterOptions> = {
  plaintext: {},
  pickle: { protocol: 'pickle' },
  json: { endpoint: 'https://graphite.invalid/graphite/metrics' },
};

export interface Wire {
  readonly format: FormatName;
  readonly options: GraphiteMetricExporterOptions & { readonly maxPayloadBytes: number };
}

const anyTags = fc.dictionary(
  anyText.filter((key) => key !== ''),
  anyText,
  { maxKeys: 2, noNullPrototype: true },
);
const anyPrefix = fc.oneof(
  fc.constant(''),
  anyText.filter((prefix) => !/\p{Cc}/u.test(prefix)),
);

/** Every way to speak to a server, with tags. */
export const taggedWire: fc.Arbitrary<Wire> = fc
  .record({
    format: fc.constantFrom<FormatName>('plaintext', 'pickle', 'json'),
    prefix: anyPrefix,
    globalTags: anyTags,
    apiKey: fc.constantFrom(undefined, 'key-1'),
    maxPayloadBytes: fc.constantFrom(256, 512, 1432, 65_536),
    percentiles: fc.constantFrom([], [50, 99.9]),
    intervalSeconds: fc.constantFrom(undefined, 1, 2),
  })
  .map(({ format, ...options }) => ({ format, options: { ...options, ...formats[format] } }));

/** As paths. */
export const pathWire: fc.Arbitrary<Wire> = fc
  .record({
    wire: taggedWire,
    pathTemplate: fc.constantFrom('{prefix}.{name}', '{attr:a}.{name}', 'x.{attr:k}-{prefix}.{name}.y'),
  })
  .map(({ wire: { format, options }, pathTemplate }) => {
    const prefix = pathTemplate.includes('{prefix}') ? options.prefix : '';
    return { format, options: { ...options, pathTemplate, prefix } };
  });
