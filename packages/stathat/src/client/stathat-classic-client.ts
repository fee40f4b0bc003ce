import { type Accounting, type CloseOptions, resolveOptions } from '@otelwire/core';
import type { StatHatClassicClientOptions } from './client-options.js';
import type { ClientPart } from './client-part.js';
import { statHatClassicClientSchema } from './client-schema.js';
import { openClient } from './open-client.js';
import { optionsContext } from './options-context.js';
import type { OneStat, PointOptions, StatCalls } from './points.js';
import { classicProtocol } from './protocol.js';

const subject = 'StatHatClassicClient';

/**
 * Sends points to StatHat, or a successor, by the private keys of stats that were made before: the classic API.
 *
 * Options and behaviour are those of `StatHatEzClient`, but each point is a request of its own, since classic knows no other.
 */
export class StatHatClassicClient implements StatCalls<string, void> {
  /** The same calls, which resolve to true when the server took the point, else reject with a `StatHatError`. */
  readonly sendNow: StatCalls<string, Promise<boolean>>;
  readonly #part: ClientPart;

  constructor(options: StatHatClassicClientOptions = {}) {
    const { values } = resolveOptions(statHatClassicClientSchema, options, optionsContext(subject, options));
    this.#part = openClient(classicProtocol(subject, values), values);
    this.sendNow = this.#part.sendNow;
  }

  /** Where the points are: `accepted = delivered + held + inFlight + Σ dropped`. */
  get accounting(): Accounting {
    return this.#part.accounting;
  }

  /** Counts one. */
  tick(statKey: string, options?: PointOptions): void {
    this.#part.calls.tick(statKey, options);
  }

  /** Counts `count`, by default one; it may have a fraction. */
  count(statKey: string, count?: number, options?: PointOptions): void {
    this.#part.calls.count(statKey, count, options);
  }

  /** A value, of which the server makes averages. */
  value(statKey: string, value: number, options?: PointOptions): void {
    this.#part.calls.value(statKey, value, options);
  }

  /** The calls of one stat. */
  stat(statKey: string): OneStat {
    return this.#part.stat(statKey);
  }

  /** Sends what was written; resolves when it is delivered, given up, or held because the server is away. Never rejects. */
  flush(): Promise<void> {
    return this.#part.flush();
  }

  /** Sends what was written until `timeoutMillis`, and drops what comes later. May be called twice. Never rejects. */
  close(options?: CloseOptions): Promise<void> {
    return this.#part.close(options);
  }

  /** `await using client = new StatHatClassicClient()`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
