import { BoundedMap } from '../bounded-map.js';
import type { BadRequest } from '../http/request-totals.js';
import { RequestTotals } from '../http/request-totals.js';
import type { StatHatDefectCode } from './defect.js';
import type { TakenStatHatPoint } from './point.js';
import { StatHatStat } from './stat.js';

/** How much is remembered. */
export interface StatHatTotalsLimits {
  /** Requests and bad requests kept, each. Default 1000. */
  readonly maxKept?: number;
  /** Stats kept, of each API; beyond it, the one that was updated longest ago is forgotten. Default: all. */
  readonly maxSeries?: number;
  /** Points kept per stat, and sums of minutes; counts and their sums stay exact. Default 100 000. */
  readonly maxPointsPerStat?: number;
}

/** What was received, per stat. */
export class StatHatTotals {
  readonly requests: RequestTotals<StatHatDefectCode>;
  readonly #stats: BoundedMap<StatHatStat>;
  readonly #classicStats: BoundedMap<StatHatStat>;
  readonly #maxPoints: number;
  /** Points taken; a rollup `a~b,c` is one for each name. */
  pointCount = 0;

  constructor({
    maxKept,
    maxSeries = Number.POSITIVE_INFINITY,
    maxPointsPerStat = 100_000,
  }: StatHatTotalsLimits = {}) {
    this.#stats = new BoundedMap(maxSeries);
    this.#classicStats = new BoundedMap(maxSeries);
    this.requests = new RequestTotals(maxKept);
    this.#maxPoints = maxPointsPerStat;
  }

  /** All stats of the EZ API, by name. */
  get stats(): ReadonlyMap<string, StatHatStat> {
    return this.#stats.entries;
  }

  /** All stats of the classic API, by their key. */
  get classicStats(): ReadonlyMap<string, StatHatStat> {
    return this.#classicStats.entries;
  }

  /** Stats that were forgotten because of `maxSeries`. */
  get forgottenSeriesCount(): number {
    return this.#stats.forgottenCount + this.#classicStats.forgottenCount;
  }

  get requestCount(): number {
    return this.requests.count;
  }

  get badRequestCount(): number {
    return this.requests.badCount;
  }

  /** The first requests that were refused, in whole or in part. */
  get badRequests(): readonly BadRequest<StatHatDefectCode>[] {
    return this.requests.bad;
  }

  /** The stat of that name, if anything came for it. */
  find(name: string): StatHatStat | undefined {
    return this.stats.get(name);
  }

  /** The stat of that key, if anything came for it. */
  findClassic(statKey: string): StatHatStat | undefined {
    return this.classicStats.get(statKey);
  }

  add(point: TakenStatHatPoint): void {
    const stats = point.api === 'ez' ? this.#stats : this.#classicStats;
    const stat = stats.touch(point.stat) ?? stats.set(point.stat, new StatHatStat(point, this.#maxPoints));
    stat.add(point);
    this.pointCount += 1;
  }

  /** Forgets everything. */
  reset(): void {
    this.requests.reset();
    this.#stats.clear();
    this.#classicStats.clear();
    this.pointCount = 0;
  }

  /** In a few lines, for messages to people. */
  describe(): readonly string[] {
    const stats = [...this.stats.values(), ...this.classicStats.values()].slice(0, 20);
    const counts = `${this.pointCount} points of ${this.stats.size} names and ${this.classicStats.size} keys`;
    return [counts, ...this.requests.describe(), ...stats.map(describeStat)];
  }
}

function describeStat({ name, kind, count, pointCount, values }: StatHatStat): string {
  const last = kind === 'count' ? `count ${count}` : `last value ${values.at(-1)}`;
  return `${JSON.stringify(name)}: ${last}, ${pointCount} points`;
}
