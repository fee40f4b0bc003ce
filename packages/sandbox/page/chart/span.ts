import type { ChartPlan } from './charts-of.ts';

/** The shortest time that is shown, in slots: a young series does not hide in a corner. */
const FEWEST_SLOTS = 60;

/** From the first value on, or the last 60 slots; until now. Unix seconds. */
export function shownSpan(times: readonly number[], plans: readonly ChartPlan[]): [number, number] {
  const firsts = plans.flatMap(({ lines }) =>
    lines.map(({ values }) => values.findIndex((value) => value !== null)),
  );
  const first = Math.min(...firsts.filter((index) => index >= 0), times.length - 1);
  const from = Math.max(0, Math.min(first, times.length - 1 - FEWEST_SLOTS));
  return [times[from] ?? 0, times.at(-1) ?? 1];
}
