import type { Accounting, CloseOptions } from '@otelwire/core';
import type { Bucket } from '../wire/bucket.js';
import { noPoints, sumOf } from './accounts.js';
import type { Lane } from './lane.js';

/** Buckets that may wait for the server at once, next to the one in use: each has a backlog of its own. */
const MAX_WAITING = 31;

/** The ways of all buckets that have events. One is in use; the others are closed when their events have gone. */
export class Lanes {
  readonly #open: (bucket: Bucket) => Lane;
  readonly #waiting = new Map<string, Lane>();
  readonly #ending = new Set<Lane>();
  #current: Lane;
  #past: Accounting = noPoints;
  #trouble: Error | undefined;

  constructor(bucket: Bucket, open: (bucket: Bucket) => Lane) {
    this.#open = open;
    this.#current = open(bucket);
  }

  get current(): Lane {
    return this.#current;
  }

  get accounting(): Accounting {
    return this.#all.reduce((sum, { accounting }) => sumOf(sum, accounting), this.#past);
  }

  /** What is logged from now on goes to `bucket`. */
  switchTo(bucket: Bucket): void {
    const previous = this.#current;
    if (previous.bucket.key === bucket.key) return;
    this.#current = this.#waiting.get(bucket.key) ?? this.#open(bucket);
    this.#waiting.delete(bucket.key);
    this.#waiting.set(previous.bucket.key, previous);
    for (const lane of this.#waiting.values()) {
      if (lane.isEmpty) void this.#end(lane, {});
      else lane.sendSoon();
    }
    const [oldest] = this.#waiting.values();
    if (this.#waiting.size > MAX_WAITING) void this.#end(oldest!, { timeoutMillis: 0 });
  }

  async flush(): Promise<void> {
    await Promise.all(this.#all.map((lane) => lane.flush()));
  }

  async close(options: CloseOptions): Promise<void> {
    await Promise.all(this.#all.map((lane) => lane.close(options)));
  }

  takeTrouble(): Error | undefined {
    const troubles = [this.#trouble, ...this.#all.map((lane) => lane.takeTrouble())];
    this.#trouble = undefined;
    return troubles.find((trouble) => trouble !== undefined);
  }

  get #all(): Lane[] {
    return [this.#current, ...this.#waiting.values(), ...this.#ending];
  }

  async #end(lane: Lane, options: CloseOptions): Promise<void> {
    this.#waiting.delete(lane.bucket.key);
    this.#ending.add(lane);
    await lane.close(options);
    this.#ending.delete(lane);
    this.#past = sumOf(this.#past, lane.accounting);
    this.#trouble ??= lane.takeTrouble();
  }
}
