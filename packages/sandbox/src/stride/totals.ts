import { BoundedMap } from '../bounded-map.js';
import type { BadRequest } from '../http/request-totals.js';
import { RequestTotals } from '../http/request-totals.js';
import type { StrideDefectCode } from './defect.js';
import type { TakenStrideEvent } from './event.js';
import { StrideStream } from './stream.js';

/** How much is remembered. */
export interface StrideTotalsLimits {
  /** Requests and bad requests kept, each. Default 1000. */
  readonly maxKept?: number;
  /** Streams kept; beyond it, the one that was updated longest ago is forgotten. Default: all. */
  readonly maxSeries?: number;
  /** Events kept per stream; the counts stay exact. Default 100 000. */
  readonly maxEventsPerStream?: number;
}

/** What was received, per stream. */
export class StrideTotals {
  readonly requests: RequestTotals<StrideDefectCode>;
  readonly #streams: BoundedMap<StrideStream>;
  readonly #maxEvents: number;
  /** Events taken, duplicates included. */
  eventCount = 0;
  /** Events whose `$id` had come before in their stream. */
  duplicateCount = 0;
  /** Subscriptions that are open now. */
  subscriptionCount = 0;

  constructor({
    maxKept,
    maxSeries = Number.POSITIVE_INFINITY,
    maxEventsPerStream = 100_000,
  }: StrideTotalsLimits = {}) {
    this.#streams = new BoundedMap(maxSeries);
    this.requests = new RequestTotals(maxKept);
    this.#maxEvents = maxEventsPerStream;
  }

  /** All streams, by name. */
  get streams(): ReadonlyMap<string, StrideStream> {
    return this.#streams.entries;
  }

  /** Streams that were forgotten because of `maxSeries`. */
  get forgottenSeriesCount(): number {
    return this.#streams.forgottenCount;
  }

  get requestCount(): number {
    return this.requests.count;
  }

  get badRequestCount(): number {
    return this.requests.badCount;
  }

  /** The first requests that were refused. */
  get badRequests(): readonly BadRequest<StrideDefectCode>[] {
    return this.requests.bad;
  }

  /** The stream of that name, if anything came for it. */
  find(stream: string): StrideStream | undefined {
    return this.streams.get(stream);
  }

  add({ stream, event }: TakenStrideEvent): void {
    this.eventCount += 1;
    if (this.createStream(stream).add(event)) this.duplicateCount += 1;
  }

  /** The stream of that name, which is made if it is not there. */
  createStream(name: string): StrideStream {
    return this.#streams.touch(name) ?? this.#streams.set(name, new StrideStream(name, this.#maxEvents));
  }

  /** Whether it was there. */
  deleteStream(name: string): boolean {
    return this.#streams.delete(name);
  }

  /** Forgets everything that came; open subscriptions stay. */
  reset(): void {
    this.requests.reset();
    this.#streams.clear();
    this.eventCount = this.duplicateCount = 0;
  }

  /** In a few lines, for messages to people. */
  describe(): readonly string[] {
    const counts = `${this.eventCount} events (${this.duplicateCount} duplicates), ${this.subscriptionCount} subscriptions`;
    const streams = [...this.streams.values()].slice(0, 20).map(describeStream);
    return [counts, ...this.requests.describe(), ...streams];
  }
}

function describeStream({ name, eventCount, events }: StrideStream): string {
  return `${name}: ${eventCount} events, the last ${JSON.stringify(events.at(-1))?.slice(0, 200)}`;
}
