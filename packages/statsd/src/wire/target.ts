import type { DialectName } from './dialect.js';

export type TargetName =
  | 'etsy'
  | 'datadog-agent'
  | 'collectd'
  | 'statsd_exporter'
  | 'otel-collector'
  | 'gostatsd'
  | 'veneur'
  | 'telegraf'
  | 'vector';

/** What a server does with what it is sent, beyond what all of them do. */
export interface Target {
  /** The dialect it is spoken to in, unless another one is chosen. */
  readonly dialect: DialectName;
  /** Takes `d`. Others count it as a counter (Etsy) or refuse it. */
  readonly distributions: boolean;
  /** Takes several values in a record, `name:1:2:3|d`. Others keep the last one or none. */
  readonly valuePacking: boolean;
  /** Takes `5|ms|@0.5` for two values in all that it shows. Others keep one (Etsy), or divide the value by the rate (collectd). */
  readonly weighsSamples: boolean;
  /** Reads `-5|g` as the level minus five; for others it is a change, and a level below zero takes two records. */
  readonly signedGaugesAreLevels: boolean;
  /** Takes `c:`, `e:` and `card:`. Etsy takes them for part of a tag, veneur and the Collector refuse the line. */
  readonly origin: boolean;
  /** Takes `T<seconds>` on counters and gauges. */
  readonly timestamps: boolean;
  /** How much of a datagram it reads, where that is known; of a longer one it loses the end or all. */
  readonly maxDatagramBytes?: number;
  /** How long a record may be, where it is shorter than what we send. */
  readonly maxRecordBytes?: number;
  /** A unix stream carries a 4-byte little-endian length before each payload, instead of lines. */
  readonly lengthPrefixOnUnix: boolean;
}

const simple = {
  distributions: false,
  valuePacking: false,
  weighsSamples: false,
  signedGaugesAreLevels: false,
  origin: false,
  timestamps: false,
  lengthPrefixOnUnix: false,
} as const;

/**
 * The servers, as their parsers behave (read in their sources; Etsy and collectd are also run by this project's tests).
 */
export const targets: Readonly<Record<TargetName, Target>> = {
  etsy: { ...simple, dialect: 'plain', maxDatagramBytes: 65_507 },
  // 4,095 bytes of a datagram: 600 records in 8 KiB datagrams came out as 342
  collectd: { ...simple, dialect: 'plain', maxDatagramBytes: 4095, maxRecordBytes: 4095 },
  'datadog-agent': {
    dialect: 'dogstatsd',
    distributions: true,
    valuePacking: true,
    weighsSamples: true,
    signedGaugesAreLevels: true,
    origin: true,
    timestamps: true,
    lengthPrefixOnUnix: true,
    maxDatagramBytes: 8192,
    maxRecordBytes: 8192,
  },
  statsd_exporter: {
    ...simple,
    dialect: 'dogstatsd',
    distributions: true,
    valuePacking: true,
    weighsSamples: true,
    maxDatagramBytes: 65_507,
  },
  'otel-collector': {
    ...simple,
    dialect: 'dogstatsd',
    distributions: true,
    weighsSamples: true,
    timestamps: true,
  },
  gostatsd: {
    ...simple,
    dialect: 'dogstatsd',
    valuePacking: true,
    weighsSamples: true,
    signedGaugesAreLevels: true,
    maxDatagramBytes: 65_507,
  },
  veneur: {
    ...simple,
    dialect: 'dogstatsd',
    distributions: true,
    valuePacking: true,
    weighsSamples: true,
    signedGaugesAreLevels: true,
    maxDatagramBytes: 4096,
    maxRecordBytes: 4096,
  },
  telegraf: { ...simple, dialect: 'influxdb', weighsSamples: true, maxDatagramBytes: 65_507 },
  vector: { ...simple, dialect: 'dogstatsd', distributions: true, weighsSamples: true },
};

export const targetNames = Object.keys(targets) as TargetName[];
