import { randomUUID } from 'node:crypto';
import {
  type Accounting,
  type CloseOptions,
  DroppedError,
  processEnvironment,
  resolveOptions,
  systemClock,
  warnOfVariables,
} from '@otelwire/core';
import { bucketOf } from './bucket-choice.js';
import type { BucketOptions, InitialStateStreamerOptions, LogObjectOptions } from './client-options.js';
import {
  bucketSchema,
  initialStateClientEnvPrefixes,
  initialStateStreamerSchema,
  streamerRules,
} from './client-schema.js';
import { Debug } from './debug.js';
import { type EventValue, eventText } from './event-text.js';
import type { Lanes } from './lanes.js';
import { openLanes } from './open-lanes.js';
import { readObject } from './read-object.js';
import { streamerEnvironment } from './streamer-environment.js';

const subject = 'InitialStateStreamer';

/**
 * Sends events to buckets of Initial State: keys with numbers, text or booleans.
 *
 * Options come from the constructor, then from variables (`OTELWIRE_INITIALSTATE_ACCESS_KEY` …), then from `isstreamer.ini`, then
 * from defaults; the constructor throws a `ConfigError` that names everything that is wrong with what it was given. No event throws
 * or blocks after that, unless `debugLevel` asks for it: events are sent in the background, and what cannot be sent is counted in
 * `accounting`.
 */
export class InitialStateStreamer {
  readonly #lanes: Lanes;
  readonly #debug: Debug;
  readonly #now: () => number;
  #closed: Promise<void> | undefined;

  constructor(options: InitialStateStreamerOptions = {}) {
    const warn = warnOfVariables(options);
    const { values } = resolveOptions(initialStateStreamerSchema, options, {
      subject,
      envPrefixes: initialStateClientEnvPrefixes,
      env: streamerEnvironment(options, { subject, warn, env: processEnvironment() }),
      warn,
      rules: streamerRules,
    });
    const { clock = systemClock, debugLevel, onDebug } = values;
    this.#debug = new Debug(debugLevel, onDebug);
    this.#now = () => clock.now();
    this.#lanes = openLanes(subject, values, bucketOf(values), this.#debug);
  }

  /** Where the events are: `accepted = delivered + held + inFlight + Σ dropped`. */
  get accounting(): Accounting {
    return this.#lanes.accounting;
  }

  /** The key of the bucket that events go to. */
  get bucketKey(): string {
    return this.#lanes.current.bucket.key;
  }

  /**
   * An event. Its key has up to 100 characters, longer ones are cut; text has up to 2000. `when` is a date or seconds since 1970, not
   * milliseconds: `Date.now()` is refused. Default: now.
   */
  log(key: string, value: EventValue, when?: Date | number): void {
    this.#log(key, value, when, this.#now());
  }

  /** An event of each item of an array, entry of a map, or property and getter of an object, all of one moment. */
  logObject(object: object, options: LogObjectOptions = {}): void {
    const now = this.#now();
    const read = readObject(object, options);
    if (read === undefined) this.#refuse('invalid_value');
    else for (const [key, value] of read.members) this.#log(key, value, read.when, now);
  }

  /**
   * Changes the bucket of what is logged from now on; what was logged before goes where it was logged to. Throws a
   * `ConfigError`.
   */
  setBucket(options: BucketOptions): void {
    const { values } = resolveOptions(bucketSchema, options, {
      subject: `${subject}.setBucket`,
      envPrefixes: [],
      env: {},
      warn() {},
    });
    this.#switchTo(values);
  }

  /** As `setBucket`, with a bucket that was not there before. Several may have the same name. */
  newBucket(bucketName?: string): void {
    this.setBucket({ bucketKey: randomUUID(), bucketName });
  }

  /** Sends what was logged; resolves when it is delivered, given up, or held because the server is away. Rejects with `debugLevel` 2. */
  async flush(): Promise<void> {
    if (this.#closed !== undefined) return this.#closed;
    await this.#lanes.flush();
    this.#throwTrouble();
  }

  /** Sends what was logged until `timeoutMillis`, and drops what comes later. May be called twice. Rejects with `debugLevel` 2. */
  close(options: CloseOptions = {}): Promise<void> {
    if (this.#closed !== undefined) return this.#closed;
    this.#closed = this.#lanes.close(options).then(() => this.#throwTrouble());
    // it crashes nothing when nobody awaits it
    this.#closed.catch(() => {});
    return this.#closed;
  }

  /** `await using streamer = new InitialStateStreamer()`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #log(key: unknown, value: unknown, when: unknown, now: number): void {
    const lane = this.#lanes.current;
    if (this.#closed !== undefined) {
      this.#refuse('shutdown');
      return;
    }
    const event = eventText(key, value, when, now);
    if ('refusal' in event) {
      this.#refuse(event.refusal);
      return;
    }
    this.#debug.event(lane.bucket.key, event.text);
    const refusal = lane.write(event.text);
    if (refusal !== undefined) this.#throwDropped(refusal);
  }

  #refuse(reason: string): void {
    this.#lanes.current.refuse(reason);
    this.#throwDropped(reason);
  }

  #switchTo(options: BucketOptions): void {
    if (this.#closed === undefined) this.#lanes.switchTo(bucketOf(options));
  }

  #throwDropped(reason: string): void {
    if (this.#debug.throws) throw new DroppedError(subject, { [reason]: 1 });
  }

  #throwTrouble(): void {
    const trouble = this.#lanes.takeTrouble();
    if (this.#debug.throws && trouble !== undefined) throw trouble;
  }
}
