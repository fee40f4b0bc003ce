import type { GraphiteDefect, GraphiteDefectCode } from '../../src/graphite/defect.ts';
import { GraphiteIntake } from '../../src/graphite/intake.ts';
import type { TakenGraphitePoint } from '../../src/graphite/point.ts';
import type { GraphiteTotalsLimits } from '../../src/graphite/totals.ts';
import { GraphiteTotals } from '../../src/graphite/totals.ts';

/** What our receiver makes of something. */
export interface Reading {
  readonly points: readonly TakenGraphitePoint[];
  readonly totals: GraphiteTotals;
  /** Why something was refused, in the order of the alphabet. */
  readonly codes: readonly GraphiteDefectCode[];
}

/** What the clock of a reading shows. */
export const nowSeconds = 1_700_000_000;

/** Feeds a fresh receiver without sockets. */
export function read(
  strict: boolean,
  feed: (intake: GraphiteIntake) => void,
  limits?: GraphiteTotalsLimits,
): Reading {
  const points: TakenGraphitePoint[] = [];
  const totals = new GraphiteTotals(limits);
  const clock = { now: () => nowSeconds * 1000 + 500 };
  feed(new GraphiteIntake(totals, strict, { record: (point) => points.push(point), badLine() {} }, clock));
  const refusing = totals.badLines.flatMap(({ defects }) => refusalsOf(defects));
  return { points, totals, codes: [...new Set(refusing)].sort() };
}

/** The codes of all that is more than a remark. */
export function refusalsOf(defects: readonly GraphiteDefect[]): GraphiteDefectCode[] {
  return defects.filter(({ level }) => level !== 'remark').map(({ code }) => code);
}

/** Feeds one datagram. */
export function readDatagram(text: string | Buffer, strict = true): Reading {
  return read(strict, (intake) => intake.datagram(Buffer.from(text)));
}
