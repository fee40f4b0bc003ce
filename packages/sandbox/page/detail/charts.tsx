import { useMemo, useState } from 'preact/hooks';
import type { SeriesHistory } from '../../src/live/messages.ts';
import { type ChartPlan, type ChartView, chartsOf } from '../chart/charts-of.ts';
import { closedSlots } from '../chart/closed-slots.ts';
import { Plot } from '../chart/plot.tsx';
import { shownSpan } from '../chart/span.ts';
import { clockTime } from '../format/time.ts';
import { Legend, said } from './legend.tsx';

interface ChartsProps {
  readonly history: SeriesHistory;
  readonly view: ChartView;
}

/** The charts of a history, and the values under the pointer, or at the time that the arrow keys chose. */
export function Charts({ history, view }: ChartsProps) {
  const closed = useMemo(() => closedSlots(history), [history]);
  const plans = useMemo(() => chartsOf(closed, view), [closed, view]);
  const { times } = closed;
  const [pointed, setPointed] = useState<number | null>(null);
  // a time, not a slot: slots move on each second
  const [pinnedTime, setPinnedTime] = useState<number>();
  const at = pinnedTime === undefined ? -1 : times.indexOf(pinnedTime);
  const pinned = at < 0 ? null : at;
  const index = pinned ?? pointed;
  const span = shownSpan(times, plans);
  const first = Math.max(0, times.indexOf(span[0]));
  const pin = (to: number) => setPinnedTime(times[clamp(to, first, times.length - 1)]);
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => pin((index ?? times.length) - 1),
    ArrowRight: () => pin((index ?? times.length) + 1),
    PageUp: () => pin((index ?? times.length) - 10),
    PageDown: () => pin((index ?? times.length) + 10),
    Home: () => pin(first),
    End: () => pin(times.length - 1),
    Escape: () => setPinnedTime(undefined),
  };
  return (
    <>
      <Legend plans={plans} times={times} index={index} />
      <div
        class="charts"
        role="slider"
        tabIndex={0}
        aria-label="Charts: arrow keys go through time"
        aria-valuemin={first}
        aria-valuemax={times.length - 1}
        aria-valuenow={index ?? times.length - 1}
        aria-valuetext={inWords(plans, times, index)}
        onBlur={() => setPinnedTime(undefined)}
        onPointerMove={() => setPinnedTime(undefined)}
        onKeyDown={(event) => {
          const action = keys[event.key];
          if (action === undefined) return;
          event.preventDefault();
          action();
        }}
      >
        {plans.map((plan) => (
          <figure key={plan.key}>
            <figcaption>{plan.title}</figcaption>
            <Plot plan={plan} times={times} span={span} pinned={pinned} onCursor={setPointed} />
          </figure>
        ))}
      </div>
    </>
  );
}

function inWords(plans: readonly ChartPlan[], times: readonly number[], index: number | null): string {
  const at = index ?? times.length - 1;
  const values = plans.flatMap(({ lines }) =>
    lines.map(({ label, values }) => `${label} ${said(values[at])}`),
  );
  return [clockTime((times[at] ?? 0) * 1000), ...values].join(', ');
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
