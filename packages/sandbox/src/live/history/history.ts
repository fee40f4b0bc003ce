import type { SampleColumns, ScalarColumns } from '../messages.js';
import type { Observation, SeriesKind } from '../observation.js';
import { AmountHistory } from './amount.js';
import type { Column } from './columns.js';
import { LevelHistory } from './level.js';
import { MemberHistory } from './members.js';
import { SampleHistory } from './samples.js';

/** What is remembered of the values of one series. `second` is the Unix second that is now. */
export interface History {
  /** As of `SeriesRow`. */
  readonly latest: number;
  add(observation: Observation, second: number): void;
  /** The last 60 seconds, as of `SeriesRow`. */
  recent(second: number): Column;
  /** Over the last ten whole seconds. */
  perSecond(second: number): number | null;
  columns(second: number, rangeSeconds: 600 | 21600): ScalarColumns | SampleColumns;
}

/** The history of a series of which nothing was told yet. */
export function createHistory(kind: SeriesKind): History {
  switch (kind) {
    case 'amount':
      return new AmountHistory();
    case 'total':
    case 'level':
      return new LevelHistory(kind);
    case 'samples':
      return new SampleHistory();
    case 'members':
      return new MemberHistory();
  }
}
