import type { ChartPlan } from '../chart/charts-of.ts';
import { exactNumber } from '../format/number.ts';
import { clockTime } from '../format/time.ts';

interface LegendProps {
  readonly plans: readonly ChartPlan[];
  readonly times: readonly number[];
  /** The slot under the cursor; null: the last value of each line. */
  readonly index: number | null;
}

/** The values at a time, in words: what the charts show to those who see them. */
export function Legend({ plans, times, index }: LegendProps) {
  const lines = plans.flatMap((plan) => plan.lines);
  const at = index === null ? undefined : times[index];
  return (
    <dl class="legend">
      <div class="legend-time">
        <dt class="unseen">Time</dt>
        <dd>{at === undefined ? 'latest' : clockTime(at * 1000)}</dd>
      </div>
      {lines.map(({ label, colour, values }) => (
        <div key={label}>
          <dt>
            <span class={`marker marker-${colour}`} />
            {label}
          </dt>
          <dd>{said(index === null ? values.findLast((value) => value !== null) : values[index])}</dd>
        </div>
      ))}
    </dl>
  );
}

export function said(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : exactNumber(value);
}
