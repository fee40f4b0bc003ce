import { bridged, typicalGap, type Values } from './gaps.ts';

/** The line of a small picture, as the `d` of a path in a box of 100 × 100; empty when there is nothing to draw. */
export function sparkPath(values: Values, beginsAtZero: boolean): string {
  const present = values.filter((value) => value !== null);
  if (present.length === 0) return '';
  const lowest = beginsAtZero ? Math.min(0, ...present) : Math.min(...present);
  const height = Math.max(...present) - lowest;
  const y = (value: number) =>
    height === 0 ? (lowest === 0 ? 100 : 50) : 100 - ((value - lowest) / height) * 100;
  const step = 100 / Math.max(1, values.length - 1);
  let path = '';
  let isDrawing = false;
  bridged(values, 3 * typicalGap(values) + 2).forEach((value, index) => {
    if (value === null) isDrawing = false;
    if (value === null || value === undefined) return;
    // a point that stands alone is a short stroke
    path += `${isDrawing ? 'L' : 'M'}${short(index * step)} ${short(y(value))}${isDrawing ? '' : 'h.1'}`;
    isDrawing = true;
  });
  return path;
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
