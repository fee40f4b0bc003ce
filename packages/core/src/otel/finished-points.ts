import type { Accounting } from '../delivery/accounting.js';

/** How many data points were exported, in numbers that never fall. */
export interface FinishedCounts {
  readonly succeeded: number;
  /** By the reason for which they were given up. */
  readonly failed: ReadonlyMap<string, number>;
  /** All others that were accepted. */
  readonly inflight: number;
}

/**
 * Makes counters of an accounting in which `delivered` may fall: points that had been delivered are held again when their
 * connection breaks. They stay counted as exported, and their second delivery is not counted. Should they be given up
 * instead, that is counted as soon as there are as many others: no failure is left out, and
 * `succeeded + Σ failed + inflight = accepted` holds at any time.
 */
export class FinishedPoints {
  readonly #failed = new Map<string, number>();
  #succeeded = 0;

  /** What is to be said of `accounting`, the latest of an exporter. */
  count({ accepted, delivered, dropped }: Accounting): FinishedCounts {
    let inflight = accepted - this.#succeeded;
    for (const points of this.#failed.values()) inflight -= points;
    const take = (more: number) => {
      const taken = Math.max(0, Math.min(more, inflight));
      inflight -= taken;
      return taken;
    };
    for (const [reason, points] of Object.entries(dropped)) {
      const before = this.#failed.get(reason) ?? 0;
      this.#failed.set(reason, before + take(points - before));
    }
    this.#succeeded += take(delivered - this.#succeeded);
    return { succeeded: this.#succeeded, failed: this.#failed, inflight };
  }
}
