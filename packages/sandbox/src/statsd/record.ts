import type { MetricType } from './dialect.js';

/** A tag; the value of a bare one is the empty text. */
export type Tag = readonly [key: string, value: string];

/** Who sent a record, as far as DogStatsD tells. */
export interface Origin {
  /** `c:`, the container id or cgroup inode. */
  readonly containerId: string | undefined;
  /** `e:`, what the admission controller wrote into DD_EXTERNAL_ENV. */
  readonly externalData: string | undefined;
  /** `card:`, which of the orchestrator's tags to add. */
  readonly cardinality: string | undefined;
}

interface MetricParts extends Origin {
  readonly kind: 'metric';
  readonly name: string;
  /** 1 when the record has none. */
  readonly rate: number;
  /** Sorted by key, then value. */
  readonly tags: readonly Tag[];
  readonly timestampSeconds: number | undefined;
}

/** A metric whose values are numbers. */
export interface NumberMetric extends MetricParts {
  readonly type: Exclude<MetricType, 's'>;
  readonly values: readonly number[];
  /** The sign that a gauge's (last) value was written with: it makes a delta in all dialects but DogStatsD. */
  readonly sign: '+' | '-' | undefined;
}

/** A set: the value is a member, whatever text it is. */
export interface SetMetric extends MetricParts {
  readonly type: 's';
  readonly values: readonly string[];
  readonly sign: undefined;
}

export type Metric = NumberMetric | SetMetric;

/** A DogStatsD event; title and text are unescaped. */
export interface DogStatsdEvent extends Origin {
  readonly kind: 'event';
  readonly title: string;
  readonly text: string;
  readonly timestampSeconds: number | undefined;
  readonly hostname: string | undefined;
  readonly aggregationKey: string | undefined;
  readonly priority: 'normal' | 'low';
  readonly sourceType: string | undefined;
  readonly alertType: 'error' | 'warning' | 'info' | 'success';
  readonly tags: readonly Tag[];
}

/** A DogStatsD service check; the message is unescaped. */
export interface ServiceCheck extends Origin {
  readonly kind: 'service-check';
  readonly name: string;
  readonly status: 'ok' | 'warning' | 'critical' | 'unknown';
  readonly timestampSeconds: number | undefined;
  readonly hostname: string | undefined;
  readonly message: string | undefined;
  readonly tags: readonly Tag[];
}

export type StatsdRecord = Metric | DogStatsdEvent | ServiceCheck;
