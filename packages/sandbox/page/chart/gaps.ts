export type Values = readonly (number | null)[];

/** How many slots usually lie between two values: the median; 1 when there are not two. */
export function typicalGap(values: Values): number {
  const gaps: number[] = [];
  let last = -1;
  values.forEach((value, index) => {
    if (value === null) return;
    if (last >= 0) gaps.push(index - last);
    last = index;
  });
  gaps.sort((a, b) => a - b);
  return gaps[Math.floor(gaps.length / 2)] ?? 1;
}

/**
 * The mean a slot over the last `width` slots. What is sent each ten seconds comes in one slot of ten: as it is, it would be
 * a spike, and its height ten times the rate. Null: nothing came in all that time.
 */
export function movingMean(values: Values, width: number): (number | null)[] {
  let sum = 0;
  let count = 0;
  return values.map((value, index) => {
    const leaving = values[index - width] ?? null;
    sum += (value ?? 0) - (leaving ?? 0);
    count += Number(value !== null) - Number(leaving !== null);
    // what adding and taking away leaves behind is no rate
    if (count === 0) sum = 0;
    return count === 0 ? null : Math.abs(sum) < 1e-9 ? 0 : sum / width;
  });
}

/** Where no more than `longest` slots are empty the line goes on: `undefined` is not drawn and no gap, null is one. */
export function bridged(values: Values, longest: number): (number | null | undefined)[] {
  const result: (number | null | undefined)[] = [...values];
  let last = -1;
  values.forEach((value, index) => {
    if (value === null) return;
    if (last >= 0 && index - last <= longest) result.fill(undefined, last + 1, index);
    last = index;
  });
  return result;
}
