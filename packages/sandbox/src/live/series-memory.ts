import type { BackendName } from '../backend-name.js';
import type { Observation, SeriesKind } from './observation.js';
import { LiveSeries } from './series.js';
import { keyOf } from './series-key.js';

/** Names that are longer than all servers allow are not worth their memory. */
const maxKeyLength = 16_384;

/** Sums of greater numbers would soon be beyond all doubles. */
const maxSize = 1e290;

/** The series of one backend. */
interface Siblings {
  readonly byKind: Readonly<Record<SeriesKind, Map<string, LiveSeries>>>;
  count: number;
  forgottenCount: number;
}

/** All series of all backends, up to a number: the longest silent one goes. */
export class SeriesMemory {
  readonly #maxSeries: number;
  readonly #siblings = new Map<BackendName, Siblings>();
  #count = 0;
  /** The longest silent one, and the one that spoke last; what spoke in the same second is in no order. */
  #oldest: LiveSeries | undefined;
  #newest: LiveSeries | undefined;
  #byName: readonly LiveSeries[] | undefined;

  constructor(maxSeries: number) {
    this.#maxSeries = maxSeries;
  }

  countsOf(backend: BackendName): Pick<Siblings, 'count' | 'forgottenCount'> {
    return this.#siblingsOf(backend);
  }

  add(backend: BackendName, observation: Observation, nowMillis: number, second: number): void {
    if (!(Math.abs(observation.value * observation.weight) <= maxSize)) return;
    const siblings = this.#siblingsOf(backend);
    const key = keyOf(observation);
    let series = siblings.byKind[observation.kind].get(key);
    if (series === undefined) {
      if (key.length > maxKeyLength) return;
      series = this.#remember(new LiveSeries(backend, key, observation), siblings);
    } else if (Math.floor(series.lastSeenMillis / 1000) !== second) {
      this.#unlink(series);
      this.#link(series);
    }
    series.add(observation, nowMillis, second);
  }

  /** All of them, by name, then tags. */
  byName(): readonly LiveSeries[] {
    this.#byName ??= [...this.#all()].sort(compareNames);
    return this.#byName;
  }

  reset(): void {
    this.#siblings.clear();
    this.#count = 0;
    this.#oldest = this.#newest = this.#byName = undefined;
  }

  #remember(series: LiveSeries, siblings: Siblings): LiveSeries {
    siblings.byKind[series.kind].set(series.key, series);
    siblings.count += 1;
    this.#count += 1;
    this.#byName = undefined;
    this.#link(series);
    if (this.#count > this.#maxSeries) this.#forget(this.#oldest!);
    return series;
  }

  #forget(series: LiveSeries): void {
    const siblings = this.#siblingsOf(series.backend);
    siblings.byKind[series.kind].delete(series.key);
    siblings.count -= 1;
    siblings.forgottenCount += 1;
    this.#count -= 1;
    this.#unlink(series);
  }

  #link(series: LiveSeries): void {
    series.older = this.#newest;
    if (this.#newest !== undefined) this.#newest.newer = series;
    this.#newest = series;
    this.#oldest ??= series;
  }

  #unlink(series: LiveSeries): void {
    const { older, newer } = series;
    if (older === undefined) this.#oldest = newer;
    else older.newer = newer;
    if (newer === undefined) this.#newest = older;
    else newer.older = older;
    series.older = series.newer = undefined;
  }

  *#all(): Iterable<LiveSeries> {
    for (let series = this.#oldest; series !== undefined; series = series.newer) yield series;
  }

  #siblingsOf(backend: BackendName): Siblings {
    let siblings = this.#siblings.get(backend);
    if (siblings === undefined) {
      siblings = { byKind: createMaps(), count: 0, forgottenCount: 0 };
      this.#siblings.set(backend, siblings);
    }
    return siblings;
  }
}

function createMaps(): Siblings['byKind'] {
  return { amount: new Map(), total: new Map(), level: new Map(), samples: new Map(), members: new Map() };
}

function compareNames(a: LiveSeries, b: LiveSeries): number {
  if (a.searchText !== b.searchText) return a.searchText < b.searchText ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
