import type { SeriesHistory } from '../../src/live/messages.ts';

/** The history without the second that goes on: what has come of it so far would look like a fall. Minutes know their part. */
export function closedSlots(history: SeriesHistory): SeriesHistory {
  if (history.slotSeconds !== 1) return history;
  const columns = Object.entries(history.columns).map(([name, values]) => [
    name,
    values?.slice(0, -1) ?? null,
  ]);
  return {
    ...history,
    times: history.times.slice(0, -1),
    columns: Object.fromEntries(columns) as SeriesHistory['columns'],
  };
}
