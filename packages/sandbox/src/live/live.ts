import type { Clock } from '@otelwire/core';
import { systemClock } from '@otelwire/core';
import type { BackendName } from '../backend-name.js';
import type { Shared } from './feed.js';
import { Feed } from './feed.js';
import type { Lines } from './lines.js';
import type { BackendState, BackendTotals, LiveMessage, LiveQuery, RawLine } from './messages.js';
import { createMatcher } from './search.js';
import { selectRows } from './select-rows.js';
import { SeriesMemory } from './series-memory.js';
import { SteadyTime } from './steady-time.js';
import type { Watched } from './watch.js';
import { watch } from './watch.js';

const maxLinesTold = 100;

/** How much is remembered, and by which time. */
export interface LiveOptions {
  /** Series of all backends together; beyond it, the longest silent one is forgotten. Default 10 000. */
  readonly maxSeries?: number;
  /** Default: the machine's. */
  readonly clock?: Pick<Clock, 'now'>;
}

/** What a query finds. */
export type LiveAnswer = Pick<LiveMessage, 'matchCount' | 'rows' | 'selected' | 'lines' | 'badLines'>;

/** What one backend's series and lines come to. */
export type LiveTotals = Pick<BackendTotals, 'seriesCount' | 'forgottenSeriesCount'> &
  Pick<BackendState, 'linesPerSecond' | 'bytesPerSecond'>;

/** Remembers what receivers are told: each series' history, and the last lines. */
export class Live {
  readonly #memory: SeriesMemory;
  readonly #time: SteadyTime;
  readonly #feeds = new Map<BackendName, Feed>();
  readonly #shared: Shared;

  constructor({ maxSeries = 10_000, clock = systemClock }: LiveOptions = {}) {
    this.#memory = new SeriesMemory(maxSeries);
    this.#time = new SteadyTime(clock);
    this.#shared = { time: this.#time, memory: this.#memory, lineNumber: 0 };
  }

  /** Remembers from now on what this receiver is told; gives the function that ends it. */
  watch<Name extends BackendName>(name: Name, receiver: Watched[Name]): () => void {
    return watch(name, receiver, this.#feedOf(name));
  }

  /** What the page shows. */
  query(query: LiveQuery = {}): LiveAnswer {
    const second = Math.floor(this.#time.now() / 1000);
    const { backend, search = '' } = query;
    const matches = createMatcher(search);
    const series = this.#memory.byName();
    const found = series.filter((one) => (backend === undefined || one.backend === backend) && matches(one));
    const selected = series.find(({ id }) => id === query.selected);
    return {
      matchCount: found.length,
      rows: selectRows(found, query, second),
      selected: selected?.told(second, query.rangeSeconds ?? 600) ?? null,
      lines: this.#lastLines(backend, ({ lines }) => lines),
      badLines: this.#lastLines(backend, ({ badLines }) => badLines),
    };
  }
  /** What one backend's series and lines come to. */
  totalsOf(name: BackendName): LiveTotals {
    const { count, forgottenCount } = this.#memory.countsOf(name);
    const { linesPerSecond, bytesPerSecond } = this.#feedOf(name);
    return { seriesCount: count, forgottenSeriesCount: forgottenCount, linesPerSecond, bytesPerSecond };
  }

  /** Forgets everything; the numbers of lines go on. */
  reset(): void {
    this.#memory.reset();
    for (const feed of this.#feeds.values()) feed.reset();
  }

  #feedOf(name: BackendName): Feed {
    let feed = this.#feeds.get(name);
    if (feed === undefined) {
      feed = new Feed(name, this.#shared);
      this.#feeds.set(name, feed);
    }
    return feed;
  }

  #lastLines(backend: BackendName | undefined, linesOf: (feed: Feed) => Lines): readonly RawLine[] {
    const feeds = [...this.#feeds].flatMap(([name, feed]) => ((backend ?? name) === name ? [feed] : []));
    const lines = feeds.flatMap((feed) => linesOf(feed).last(maxLinesTold));
    return lines.sort((a, b) => a.number - b.number).slice(-maxLinesTold);
  }
}
