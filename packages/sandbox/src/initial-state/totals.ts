import { BoundedMap } from '../bounded-map.js';
import type { BadRequest } from '../http/request-totals.js';
import { RequestTotals } from '../http/request-totals.js';
import { InitialStateBucket } from './bucket.js';
import type { InitialStateDefectCode } from './defect.js';
import type { TakenInitialStateEvent } from './event.js';
import type { InitialStateSeries } from './series.js';

/** How much is remembered. */
export interface InitialStateTotalsLimits {
  /** Requests and bad requests kept, each. Default 1000. */
  readonly maxKept?: number;
  /** Keys kept, of all buckets, and buckets; beyond it, what was updated longest ago is forgotten. Default: all. */
  readonly maxSeries?: number;
  /** Events kept per key; the counts stay exact. Default 100 000. */
  readonly maxEventsPerKey?: number;
}

interface Place {
  readonly bucket: InitialStateBucket;
  readonly key: string;
}

/** What was received, per bucket and key. */
export class InitialStateTotals {
  readonly requests: RequestTotals<InitialStateDefectCode>;
  readonly #buckets: BoundedMap<InitialStateBucket>;
  /** Where the keys of all buckets stand, by both as JSON. */
  readonly #places: BoundedMap<Place>;
  #lostWithBuckets = 0;
  readonly #maxEventsPerKey: number;
  /** Events taken, duplicates included. */
  eventCount = 0;
  /** Events whose bucket, key, own time and value had come before. */
  duplicateCount = 0;

  constructor({
    maxKept,
    maxSeries = Number.POSITIVE_INFINITY,
    maxEventsPerKey = 100_000,
  }: InitialStateTotalsLimits = {}) {
    this.#buckets = new BoundedMap(maxSeries, (bucket) => this.#forgetKeys(bucket));
    this.#places = new BoundedMap(maxSeries, ({ bucket, key }) => bucket.forget(key));
    this.requests = new RequestTotals(maxKept);
    this.#maxEventsPerKey = maxEventsPerKey;
  }

  /** All buckets, by their key. */
  get buckets(): ReadonlyMap<string, InitialStateBucket> {
    return this.#buckets.entries;
  }

  /** Keys that were forgotten because of `maxSeries`. */
  get forgottenSeriesCount(): number {
    return this.#places.forgottenCount + this.#lostWithBuckets;
  }

  get requestCount(): number {
    return this.requests.count;
  }

  get badRequestCount(): number {
    return this.requests.badCount;
  }

  /** The first requests that were refused, in whole or in part. */
  get badRequests(): readonly BadRequest<InitialStateDefectCode>[] {
    return this.requests.bad;
  }

  /** What came for a key of a bucket, if anything did. */
  find(bucketKey: string, key: string): InitialStateSeries | undefined {
    return this.buckets.get(bucketKey)?.series.get(key);
  }

  /** Makes a bucket, or tells by `false` that it was there. */
  createBucket(bucketKey: string, bucketName: string): boolean {
    const known = this.#buckets.touch(bucketKey);
    if (known !== undefined) {
      known.createCount += 1;
      return false;
    }
    this.#buckets.set(bucketKey, new InitialStateBucket(bucketKey, bucketName, this.#maxEventsPerKey));
    return true;
  }

  /** Adds an event; its bucket is there. */
  add(event: TakenInitialStateEvent): void {
    const { bucketKey, key } = event;
    this.eventCount += 1;
    const bucket = this.#buckets.touch(bucketKey);
    if (bucket === undefined) return;
    const place = placeOf(bucketKey, key);
    this.#places.touch(place) ?? this.#places.set(place, { bucket, key });
    if (bucket.add(event)) this.duplicateCount += 1;
  }

  /** Forgets everything but which buckets there are. */
  reset(): void {
    this.requests.reset();
    this.eventCount = this.duplicateCount = 0;
    this.#places.clear();
    this.#lostWithBuckets = 0;
    for (const bucket of this.buckets.values()) bucket.reset();
  }

  /** In a few lines, for messages to people. */
  describe(): readonly string[] {
    const counts = `${this.eventCount} events (${this.duplicateCount} duplicates) in ${this.buckets.size} buckets`;
    const series = [...this.buckets.values()].flatMap(describeBucket).slice(0, 20);
    return [counts, ...this.requests.describe(), ...series];
  }

  #forgetKeys({ bucketKey, series }: InitialStateBucket): void {
    for (const key of series.keys()) this.#places.delete(placeOf(bucketKey, key));
    this.#lostWithBuckets += series.size;
  }
}

function placeOf(bucketKey: string, key: string): string {
  return JSON.stringify([bucketKey, key]);
}

function describeBucket({ bucketKey, series }: InitialStateBucket): readonly string[] {
  return [...series.values()].map(({ key, latest, eventCount }) => {
    return `${bucketKey}: ${JSON.stringify(key)} = ${JSON.stringify(latest?.value)}, ${eventCount} events`;
  });
}
