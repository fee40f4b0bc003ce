import type { StatHatPoint } from './point.js';

/** What came for one stat. */
export class StatHatStat {
  /** The stat's name (EZ), or its key (classic). */
  readonly name: string;
  /** What its first point was. */
  readonly kind: StatHatPoint['kind'];
  /** All counts added up; 0 for a stat of values. */
  count = 0;
  /** Points of both kinds. */
  pointCount = 0;
  /**
   * Sums of counts by the Unix second at which their minute begins, which is all that StatHat keeps of them; beyond
   * `maxPoints`, the minute that came first is forgotten.
   */
  readonly countsByMinute = new Map<number, number>();
  readonly #points: StatHatPoint[] = [];
  readonly #maxPoints: number;

  constructor({ stat, kind }: StatHatPoint, maxPoints: number) {
    this.name = stat;
    this.kind = kind;
    this.#maxPoints = maxPoints;
  }

  /** The points, in the order in which they came. */
  get points(): readonly StatHatPoint[] {
    return this.#points;
  }

  /** The values, in the order in which they came. */
  get values(): readonly number[] {
    return this.#points.filter(({ kind }) => kind === 'value').map(({ value }) => value);
  }

  /** The averages of the values, by the Unix second at which their minute begins: what StatHat shows. */
  get averagesByMinute(): ReadonlyMap<number, number> {
    const sums = new Map<number, { sum: number; count: number }>();
    for (const { kind, value, timestamp } of this.#points) {
      if (kind !== 'value') continue;
      const { sum, count } = sums.get(minuteOf(timestamp)) ?? { sum: 0, count: 0 };
      sums.set(minuteOf(timestamp), { sum: sum + value, count: count + 1 });
    }
    return new Map([...sums].map(([minute, { sum, count }]) => [minute, sum / count]));
  }

  add(point: StatHatPoint): void {
    const { kind, value, timestamp } = point;
    this.pointCount += 1;
    if (kind === 'count') {
      const minute = minuteOf(timestamp);
      this.count += value;
      this.countsByMinute.set(minute, (this.countsByMinute.get(minute) ?? 0) + value);
      if (this.countsByMinute.size > this.#maxPoints) {
        this.countsByMinute.delete(this.countsByMinute.keys().next().value!);
      }
    }
    this.#points.push(point);
    if (this.#points.length > this.#maxPoints) this.#points.shift();
  }
}

function minuteOf(timestamp: number): number {
  return Math.floor(timestamp / 60) * 60;
}
