import type { MetricData, ScopeMetrics } from '@opentelemetry/sdk-metrics';
import type { CollisionReporter } from '../naming/collisions.js';
import { AggregationTemporality, DataPointType } from './constants.js';
import type { Encoder, Family } from './encoder.js';
import type { MetricIdentity, MetricKind, MetricScope, Point } from './metric.js';

/** Points of one export that share a wire name and kind. */
export interface FamilyPoints {
  readonly metric: MetricIdentity;
  /** Absent when its records would overwrite those of another family. */
  readonly family: Family | undefined;
  points: readonly Point[];
}

interface Known {
  readonly metric: MetricIdentity;
  readonly family: Family | undefined;
  readonly source: string;
}

/** A service has some hundreds of metrics; one that makes up names must not fill the memory. */
const MAX_KNOWN_METRICS = 20_000;

/** Sorts the metrics of an export by what they are on the wire, and finds those that would overwrite each other. */
export class Families {
  readonly #encoder: Encoder;
  readonly #reportCollision: CollisionReporter;
  readonly #byMetric = new Map<string, Known>();
  readonly #byWireName = new Map<string, Known>();
  readonly #claims = new Map<string, Known>();

  constructor(encoder: Encoder, reportCollision: CollisionReporter) {
    this.#encoder = encoder;
    this.#reportCollision = reportCollision;
  }

  /** The points of an export, by family, in the order of their first metric. */
  group(scopeMetrics: readonly ScopeMetrics[]): FamilyPoints[] {
    const groups = new Map<Known, FamilyPoints>();
    for (const { scope, metrics } of scopeMetrics) {
      for (const data of metrics) {
        const known = this.#find(data, scope);
        const points = data.dataPoints as readonly Point[];
        const group = groups.get(known);
        if (group === undefined) groups.set(known, { metric: known.metric, family: known.family, points });
        else group.points = [...group.points, ...points];
      }
    }
    return [...groups.values()];
  }

  #find(data: MetricData, scope: MetricScope): Known {
    const metric = identityOf(data, scope);
    const key = this.#keyOf(metric, metric.name);
    let known = this.#byMetric.get(key);
    if (known === undefined) {
      if (this.#byMetric.size >= MAX_KNOWN_METRICS) this.#forget();
      known = this.#make(metric);
      this.#byMetric.set(key, known);
    }
    return known;
  }

  #make(metric: MetricIdentity): Known {
    const wireName = this.#encoder.wireName(metric);
    const key = this.#keyOf(metric, wireName);
    const source = `${describe(metric.kind)} '${metric.name}'${metric.unit === '' ? '' : ` (${metric.unit})`}`;
    const same = this.#byWireName.get(key);
    if (same !== undefined) {
      const consequence = same.family === undefined ? 'the latter is dropped too' : 'their points are merged';
      this.#reportCollision(wireName, same.source, source, consequence);
      return same;
    }
    const family = this.#encoder.family(wireName, metric);
    const taken = family.recordNames.find((recordName) => this.#claims.has(recordName));
    const known = { metric, family: taken === undefined ? family : undefined, source };
    if (taken === undefined) {
      for (const recordName of family.recordNames) this.#claims.set(recordName, known);
    } else {
      const { source: first } = this.#claims.get(taken) as Known;
      this.#reportCollision(taken, first, source, 'the latter is dropped: rename one of them with a View');
    }
    this.#byWireName.set(key, known);
    return known;
  }

  /** What is merged has the same. A length says where a text ends: the SDK lets any through as a unit or name. */
  #keyOf({ kind, isAdditive, isMonotonic, unit, scope }: MetricIdentity, name: string): string {
    const key = `${kind} ${isAdditive} ${unit.length} ${unit} ${name}`;
    if (!this.#encoder.keepsScopes) return key;
    const { name: scopeName, version = '' } = scope;
    return `${isMonotonic} ${scopeName.length} ${scopeName} ${version.length} ${version} ${key}`;
  }

  #forget(): void {
    this.#byMetric.clear();
    this.#byWireName.clear();
    this.#claims.clear();
  }
}

function identityOf(data: MetricData, scope: MetricScope): MetricIdentity {
  const { name, unit } = data.descriptor;
  const isAdditive = data.dataPointType === DataPointType.SUM;
  const isMonotonic = data.dataPointType === DataPointType.SUM && data.isMonotonic;
  return { name, unit, kind: kindOf(data), isAdditive, isMonotonic, scope };
}

function kindOf(data: MetricData): MetricKind {
  const isDelta = data.aggregationTemporality === AggregationTemporality.DELTA;
  switch (data.dataPointType) {
    case DataPointType.GAUGE:
      return 'level';
    case DataPointType.SUM:
      if (isDelta) return 'delta-sum';
      return data.isMonotonic ? 'total' : 'level';
    default:
      return isDelta ? 'delta-histogram' : 'total-histogram';
  }
}

function describe(kind: MetricKind): string {
  if (kind === 'level') return 'gauge or up-down counter';
  return kind === 'delta-sum' || kind === 'total' ? 'counter' : 'histogram';
}
