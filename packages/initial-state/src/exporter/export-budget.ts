import type { Logger } from '@otelwire/core';
import type { Point } from '@otelwire/core/otel';

/** So many series are named; then one line says that no more follow. */
const MAX_NAMED = 10;

/** Counts the events of an export, and names what is over its limit, each series once. */
export class ExportBudget {
  readonly #maxEvents: number;
  readonly #logger: Logger;
  readonly #named = new Set<string>();
  #left = 0;
  #time: Point['endTime'] = [Number.NaN, Number.NaN];

  constructor(maxEvents: number, logger: Logger) {
    this.#maxEvents = maxEvents;
    this.#logger = logger;
  }

  /** Whether a series may have `events` more in the collection of `time`, which may come in several exports. */
  take(events: number, time: Point['endTime'], name: string, series: string): boolean {
    if (time[0] !== this.#time[0] || time[1] !== this.#time[1]) {
      this.#time = time;
      this.#left = this.#maxEvents;
    }
    if (events > this.#left) {
      this.#name(name + series);
      return false;
    }
    this.#left -= events;
    return true;
  }

  #name(series: string): void {
    if (this.#named.size > MAX_NAMED || this.#named.has(series)) return;
    this.#named.add(series);
    const limit = `maxEventsPerExport (${this.#maxEvents})`;
    if (this.#named.size > MAX_NAMED) this.#logger.warn(`further series over ${limit} are not named`);
    else this.#logger.warn(`'${series}' is over ${limit} and not sent`);
  }
}
