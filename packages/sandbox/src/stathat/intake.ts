import type { Clock } from '@otelwire/core';
import { DefectList, isAccepted } from '../defect.js';
import type { Notes } from '../http/receiver.js';
import type { StatHatDefectCode } from './defect.js';
import type { TakenStatHatPoint } from './point.js';
import type { ParsedPoint } from './read-point.js';
import type { StatHatTotals } from './totals.js';

/** From whom points come, and by which API. */
export type PointOrigin = Pick<TakenStatHatPoint, 'api' | 'account'>;

/** Decides which points are taken, and adds them to the totals. */
export class StatHatIntake {
  readonly totals: StatHatTotals;
  readonly strict: boolean;
  readonly #clock: Pick<Clock, 'now'>;

  constructor(totals: StatHatTotals, strict: boolean, clock: Pick<Clock, 'now'>) {
    this.totals = totals;
    this.strict = strict;
    this.#clock = clock;
  }

  /**
   * Takes the points of a request. With a bad one none is taken, and its reason is given back; what StatHat does with the
   * good ones beside it is not known.
   */
  take(
    parsed: readonly ParsedPoint[],
    origin: PointOrigin,
    notes: Notes<TakenStatHatPoint, StatHatDefectCode>,
  ): string | undefined {
    const defects = new DefectList<StatHatDefectCode>();
    for (const point of parsed) defects.found.push(...point.defects.found);
    const points = parsed.flatMap((point) => this.#complete(point, origin));
    this.#checkKinds(points, defects);
    if (!isAccepted(defects.found, this.strict)) {
      notes.refuse(defects.found);
      return defects.found.map(({ message }) => message).join('; ');
    }
    for (const point of points) {
      this.totals.add(point);
      notes.record(point);
    }
    return undefined;
  }

  #complete({ points, timestamp }: ParsedPoint, origin: PointOrigin): TakenStatHatPoint[] {
    const time = {
      timestamp: timestamp ?? Math.floor(this.#clock.now() / 1000),
      isTimed: timestamp !== undefined,
    };
    return points.map((point) => ({ ...point, ...time, ...origin }));
  }

  /** A stat is made by its first point: it adds up, or it is averaged. */
  #checkKinds(points: readonly TakenStatHatPoint[], defects: DefectList<StatHatDefectCode>): void {
    const kinds = new Map<string, TakenStatHatPoint['kind']>();
    for (const { api, stat, kind } of points) {
      const known = (api === 'ez' ? this.totals.find(stat) : this.totals.findClassic(stat))?.kind;
      const first = known ?? kinds.get(stat) ?? kind;
      kinds.set(stat, first);
      if (first !== kind)
        defects.warn('kind-changed', `${JSON.stringify(stat)} was a ${first}, and now a ${kind}`);
    }
  }
}
