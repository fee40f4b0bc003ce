import fc from 'fast-check';
import { anyText } from '../../../core/test/otel/arbitraries.ts';
import type { StatsdMetricExporterOptions } from '../../src/index.ts';
import type { DialectName } from '../../src/wire/dialect.ts';
import { type TargetName, targets } from '../../src/wire/target.ts';

/** Servers, and the dialects in which they are spoken to; the parser of the sandbox knows these. */
const wires: readonly (readonly [DialectName, TargetName | undefined])[] = [
  ['plain', undefined],
  ['plain', 'collectd'],
  ['graphite', 'etsy'],
  ['dogstatsd', 'etsy'],
  ['influxdb', 'telegraf'],
  ['librato', 'statsd_exporter'],
  ['signalfx', 'statsd_exporter'],
  ...(['datadog-agent', 'statsd_exporter', 'otel-collector', 'gostatsd', 'veneur', 'vector'] as const).map(
    (target) => ['dogstatsd', target] as const,
  ),
];

const anyTags = fc.dictionary(
  anyText.filter((key) => key !== ''),
  anyText,
  { maxKeys: 2, noNullPrototype: true },
);

export type WireOptions = StatsdMetricExporterOptions & {
  readonly dialect: DialectName;
  readonly maxPayloadBytes: number;
};

/** Every way to speak to every server, as far as it takes it. */
export const anyWire: fc.Arbitrary<WireOptions> = fc
  .record({
    wire: fc.constantFrom(...wires),
    histograms: fc.constantFrom('summary', 'timers', 'distributions'),
    timestamps: fc.boolean(),
    maxPayloadBytes: fc.constantFrom(256, 300, 512, 1432, 8192),
    percentiles: fc.constantFrom([], [50, 99.9]),
    prefix: fc.oneof(
      fc.constant(''),
      anyText.filter((prefix) => !/\p{Cc}/u.test(prefix)),
    ),
    globalTags: anyTags,
  })
  .map(({ wire: [dialect, target], histograms, timestamps, ...others }) => {
    const takes = target === undefined ? undefined : targets[target];
    return {
      ...others,
      dialect,
      target,
      histograms: histograms === 'distributions' && !takes?.distributions ? 'timers' : histograms,
      timestamps: timestamps && takes?.timestamps === true,
    };
  });
