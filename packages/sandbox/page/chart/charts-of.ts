import type { SampleColumns, ScalarColumns, SeriesHistory } from '../../src/live/messages.ts';
import { movingMean, typicalGap, type Values } from './gaps.ts';

export type ChartView = 'rate' | 'value';

/** One line of a chart; its colour is that of `--chart-COLOUR`. */
export interface ChartLine {
  readonly label: string;
  readonly colour: 'main' | 'p50' | 'p95' | 'p99' | 'edge';
  readonly values: Values;
}

/** One chart: lines over time. `edge` lines are the band's and come first. */
export interface ChartPlan {
  readonly key: string;
  readonly title: string;
  readonly lines: readonly ChartLine[];
  readonly isTall: boolean;
  readonly beginsAtZero: boolean;
}

/** Whether a series can be seen both as a rate and as a total. */
export function hasRate({ columns }: SeriesHistory): boolean {
  return 'value' in columns && columns.perSecond !== null;
}

/** The charts that show a history best. */
export function chartsOf(history: SeriesHistory, view: ChartView): readonly ChartPlan[] {
  const { columns, slotSeconds, row } = history;
  if (!('value' in columns)) return samplesCharts(columns, slotSeconds);
  if (columns.perSecond !== null && view === 'rate')
    return [rateChart('rate', columns.perSecond, slotSeconds)];
  return [valueChart(columns, row.kind)];
}

function valueChart({ value }: ScalarColumns, kind: SeriesHistory['row']['kind']): ChartPlan {
  const label = { amount: 'total', total: 'total', level: 'value', samples: 'value', members: 'members' }[
    kind
  ];
  const title = {
    amount: 'Sum so far',
    total: 'Total',
    level: 'Value',
    samples: 'Value',
    members: 'Different members',
  }[kind];
  return {
    key: 'value',
    title,
    lines: [{ label, colour: 'main', values: value }],
    isTall: true,
    beginsAtZero: kind === 'members',
  };
}

function rateChart(label: string, perSecond: Values, slotSeconds: number): ChartPlan {
  const width = Math.min(60, typicalGap(perSecond));
  const over = width * slotSeconds > 1 ? `, mean of ${width * slotSeconds} s` : '';
  return {
    key: label,
    title: `Per second${over}`,
    lines: [{ label, colour: 'main', values: movingMean(perSecond, width) }],
    isTall: label === 'rate',
    beginsAtZero: true,
  };
}

function samplesCharts(
  { count, min, max, p50, p95, p99 }: SampleColumns,
  slotSeconds: number,
): readonly ChartPlan[] {
  const lines: readonly ChartLine[] = [
    { label: 'max', colour: 'edge', values: max },
    { label: 'min', colour: 'edge', values: min },
    { label: 'p99', colour: 'p99', values: p99 },
    { label: 'p95', colour: 'p95', values: p95 },
    { label: 'p50', colour: 'p50', values: p50 },
  ];
  const perSecond = count.map((value) => (value === null ? null : value / slotSeconds));
  return [
    {
      key: 'quantiles',
      title: 'Percentiles, and the band from minimum to maximum',
      lines,
      isTall: true,
      beginsAtZero: true,
    },
    {
      ...rateChart('count/s', perSecond, slotSeconds),
      title: `Samples ${rateChart('', perSecond, slotSeconds).title.toLowerCase()}`,
    },
  ];
}
