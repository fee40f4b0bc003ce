import { type Accounting, type CloseOptions, resolveOptions } from '@otelwire/core';
import type { StatHatEzClientOptions } from './client-options.js';
import type { ClientPart } from './client-part.js';
import { statHatEzClientSchema } from './client-schema.js';
import { openClient } from './open-client.js';
import { optionsContext } from './options-context.js';
import type { OneStat, PointOptions, Stat, StatCalls } from './points.js';
import { ezProtocol } from './protocol.js';

const subject = 'StatHatEzClient';

/**
 * Sends points to StatHat, or a successor, by the names of stats: the EZ API, which makes a stat of every new name.
 *
 * Options come from the constructor, then from variables (`OTELWIRE_STATHAT_EZ_KEY` …), then from defaults; the constructor throws a
 * `ConfigError` that names everything that is wrong with what it was given. No point throws or blocks after that: points are
 * sent in the background, and what cannot be sent is counted in `accounting`. The calls of `sendNow` can be awaited.
 */
export class StatHatEzClient implements StatCalls<Stat, void> {
  /** The same calls, each a request of its own: they resolve to true when the server took the point, else reject with a `StatHatError`. */
  readonly sendNow: StatCalls<Stat, Promise<boolean>>;
  readonly #part: ClientPart;

  constructor(options: StatHatEzClientOptions = {}) {
    const { values } = resolveOptions(statHatEzClientSchema, options, optionsContext(subject, options));
    this.#part = openClient(ezProtocol(subject, values), values);
    this.sendNow = this.#part.sendNow;
  }

  /** Where the points are: `accepted = delivered + held + inFlight + Σ dropped`. */
  get accounting(): Accounting {
    return this.#part.accounting;
  }

  /** Counts one. */
  tick(stat: Stat, options?: PointOptions): void {
    this.#part.calls.tick(stat, options);
  }

  /** Counts `count`, by default one; it may have a fraction. */
  count(stat: Stat, count?: number, options?: PointOptions): void {
    this.#part.calls.count(stat, count, options);
  }

  /** A value, of which the server makes averages. */
  value(stat: Stat, value: number, options?: PointOptions): void {
    this.#part.calls.value(stat, value, options);
  }

  /** The calls of one stat. */
  stat(stat: Stat): OneStat {
    return this.#part.stat(stat);
  }

  /** Sends what was written; resolves when it is delivered, given up, or held because the server is away. Never rejects. */
  flush(): Promise<void> {
    return this.#part.flush();
  }

  /** Sends what was written until `timeoutMillis`, and drops what comes later. May be called twice. Never rejects. */
  close(options?: CloseOptions): Promise<void> {
    return this.#part.close(options);
  }

  /** `await using client = new StatHatEzClient()`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
