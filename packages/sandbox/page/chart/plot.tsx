import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import type { ChartPlan } from './charts-of.ts';
import { bridged, typicalGap } from './gaps.ts';
import { plotOptions } from './plot-options.ts';

interface PlotProps {
  readonly plan: ChartPlan;
  readonly times: readonly number[];
  /** What is shown, in Unix seconds. */
  readonly span: [number, number];
  /** The slot that the keys chose. */
  readonly pinned: number | null;
  onCursor(index: number | null): void;
}

/** One uPlot chart. It is made anew when its lines are others, and else gets new data. */
export function Plot({ plan, times, span, pinned, onCursor }: PlotProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  const latest = useRef({ span, onCursor });
  latest.current = { span, onCursor };

  useEffect(() => {
    const element = host.current!;
    const made = new uPlot(
      plotOptions(plan, {
        ...sizeOf(element),
        colour: (name) => getComputedStyle(element).getPropertyValue(name),
        span: () => latest.current.span,
        onCursor: (index) => latest.current.onCursor(index),
      }),
      dataOf(plan, times),
      element,
    );
    plot.current = made;
    const stop = [watchSize(element, made), watchTheme(made)];
    return () => {
      for (const end of stop) end();
      made.destroy();
    };
  }, [plan.key]);

  useEffect(() => plot.current?.setData(dataOf(plan, times)), [plan, times]);
  useEffect(() => {
    if (pinned === null || plot.current === null) return;
    plot.current.setCursor({ left: plot.current.valToPos(times[pinned] ?? 0, 'x'), top: 0 });
  }, [pinned, times]);
  useEffect(() => {
    if (pinned === null) plot.current?.setCursor(nowhere);
  }, [pinned]);

  return <div ref={host} class={`plot ${plan.isTall ? 'tall' : 'low'}`} />;
}

/** Outside of the chart: no cursor is seen. */
const nowhere = { left: -10, top: -10 };

function dataOf({ lines }: ChartPlan, times: readonly number[]): uPlot.AlignedData {
  return [[...times], ...lines.map(({ values }) => bridged(values, 3 * typicalGap(values) + 2))];
}

function sizeOf(element: HTMLElement): { width: number; height: number } {
  return { width: element.clientWidth, height: element.clientHeight };
}

function watchSize(element: HTMLElement, plot: uPlot): () => void {
  const observer = new ResizeObserver(() => plot.setSize(sizeOf(element)));
  observer.observe(element);
  return () => observer.disconnect();
}

function watchTheme(plot: uPlot): () => void {
  const redraw = () => plot.redraw();
  const observer = new MutationObserver(redraw);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', redraw);
  return () => {
    observer.disconnect();
    system.removeEventListener('change', redraw);
  };
}
