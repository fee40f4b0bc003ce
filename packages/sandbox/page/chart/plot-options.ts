import type uPlot from 'uplot';
import { shortNumber } from '../format/number.ts';
import { clockTime } from '../format/time.ts';
import type { ChartLine, ChartPlan } from './charts-of.ts';

/** What a chart needs besides its plan. */
interface Surroundings {
  readonly width: number;
  readonly height: number;
  /** A colour of the page's style: `--chart-p50`. Asked for at each drawing, since the theme may change. */
  colour(name: string): string;
  /** What is shown, in Unix seconds. */
  span(): [number, number];
  onCursor(index: number | null): void;
}

/** Seconds between two labels of the time, as close as fits. */
const timeSteps = [1, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200];

/** A plan in uPlot's words. Its legend is off: ours is text beside the chart. */
export function plotOptions(plan: ChartPlan, surroundings: Surroundings): uPlot.Options {
  const { width, height, colour, span, onCursor } = surroundings;
  const axis: uPlot.Axis = {
    stroke: () => colour('--muted'),
    grid: { stroke: () => colour('--grid'), width: 1 },
    ticks: { show: false },
    font: '11px system-ui, sans-serif',
  };
  return {
    width,
    height,
    legend: { show: false },
    padding: [8, 8, 0, 0],
    cursor: { y: false, drag: { x: false, y: false }, sync: { key: 'detail' }, points: { size: 8 } },
    scales: {
      x: { time: true, range: span },
      y: { range: (_plot, least, most) => rangeOf(least, most, plan.beginsAtZero) },
    },
    axes: [
      {
        ...axis,
        size: 26,
        space: 64,
        incrs: timeSteps,
        values: (_plot, seconds) => seconds.map((at) => clockTime(at * 1000).slice(0, at % 60 ? 8 : 5)),
      },
      { ...axis, size: 58, space: 28, values: (_plot, values) => values.map(shortNumber) },
    ],
    series: [
      {},
      ...plan.lines.map((line) => seriesOf(line, plan.beginsAtZero && plan.lines.length === 1, colour)),
    ],
    bands: plan.lines[0]?.colour === 'edge' ? [{ series: [1, 2], fill: () => colour('--chart-band') }] : [],
    hooks: { setCursor: [({ cursor }) => onCursor(cursor.idx ?? null)] },
  };
}

function seriesOf(
  { label, colour: name }: ChartLine,
  hasArea: boolean,
  colour: Surroundings['colour'],
): uPlot.Series {
  const isEdge = name === 'edge';
  return {
    label,
    stroke: () => colour(`--chart-${name}`),
    width: isEdge ? 1 : 2,
    ...(hasArea && { fill: () => colour('--chart-area') }),
    // a value that stands alone is a dot
    points: { size: isEdge ? 3 : 5, fill: () => colour(`--chart-${name}`) },
  };
}

/** A little room above and below; what never changes lies in the middle. */
function rangeOf(least: number | null, most: number | null, beginsAtZero: boolean): [number, number] {
  if (least === null || most === null) return [0, 1];
  const bottom = beginsAtZero ? Math.min(0, least) : least;
  const top = beginsAtZero ? Math.max(0, most) : most;
  if (bottom === top)
    return bottom === 0 ? [0, 1] : [bottom - Math.abs(bottom) / 10, top + Math.abs(top) / 10];
  const room = (top - bottom) * 0.08;
  return [bottom === 0 ? 0 : bottom - room, top === 0 ? 0 : top + room];
}
