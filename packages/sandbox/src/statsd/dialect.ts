/** How a line carries its tags, and who reads it. */
export type Dialect = 'plain' | 'dogstatsd' | 'influxdb' | 'librato' | 'signalfx' | 'graphite';

/** What a metric can be: counter, gauge, timer, histogram, distribution, set. */
export type MetricType = 'c' | 'g' | 'ms' | 'h' | 'd' | 's';

/** What one dialect allows. */
export interface DialectRules {
  readonly dialect: Dialect;
  /** Whose reading lenient mode takes: the Etsy daemon, the Datadog Agent, or Telegraf and statsd_exporter. */
  readonly family: 'etsy' | 'datadog' | 'labels';
  readonly types: ReadonlySet<string>;
  /** Which types may carry several values in one record. */
  readonly packedTypes: ReadonlySet<string>;
  /** Whether a sign makes a gauge value relative to the current one. */
  readonly gaugesAreRelative: boolean;
}

const everyType: ReadonlySet<string> = new Set(['c', 'g', 'ms', 'h', 'd', 's']);
/** Etsy's daemon sums every type it does not know (h, d) as a counter. Source: statsd/statsd stats.js */
const etsyTypes: ReadonlySet<string> = new Set(['c', 'g', 'ms', 's']);
const samples: ReadonlySet<string> = new Set(['ms', 'h', 'd']);
const none: ReadonlySet<string> = new Set();

function etsy(dialect: Dialect): DialectRules {
  return { dialect, family: 'etsy', types: etsyTypes, packedTypes: none, gaugesAreRelative: true };
}

function labels(dialect: Dialect): DialectRules {
  return { dialect, family: 'labels', types: everyType, packedTypes: samples, gaugesAreRelative: true };
}

const rules: Readonly<Record<Dialect, DialectRules>> = {
  plain: etsy('plain'),
  graphite: etsy('graphite'),
  dogstatsd: {
    dialect: 'dogstatsd',
    family: 'datadog',
    types: everyType,
    packedTypes: new Set(['c', 'g', 'ms', 'h', 'd']),
    gaugesAreRelative: false,
  },
  influxdb: labels('influxdb'),
  librato: labels('librato'),
  signalfx: labels('signalfx'),
};

/** Every dialect there is. */
export const dialects = Object.keys(rules) as readonly Dialect[];

/** The rules of a dialect. */
export function rulesOf(dialect: Dialect): DialectRules {
  return rules[dialect];
}
