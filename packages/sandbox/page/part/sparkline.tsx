import type { Values } from '../chart/gaps.ts';
import { sparkPath } from '../chart/spark-path.ts';

/** A small picture of the last minute; the numbers beside it say what it shows. */
export function Sparkline({
  values,
  beginsAtZero,
}: {
  readonly values: Values;
  readonly beginsAtZero: boolean;
}) {
  const line = sparkPath(values, beginsAtZero);
  return (
    <svg class="sparkline" viewBox="0 -6 100 112" preserveAspectRatio="none" aria-hidden="true">
      {line && <path d={line} />}
    </svg>
  );
}
