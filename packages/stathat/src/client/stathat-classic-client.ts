import {
  type Accounting,
  type CloseOptions,
  processEnvironment,
  resolveOptions,
  warnOfVariables,
} from '@otelwire/core';
import { classicForm } from '../wire/format.js';
import { callsOf, oneStat } from './calls.js';
import type { StatHatClassicClientOptions } from './client-options.js';
import type { ClientPart } from './client-part.js';
import { statHatClassicClientSchema, statHatClientEnvPrefixes } from './client-schema.js';
import { createClassicNaming } from './naming.js';
import { openClient } from './open-client.js';
import type { OneStat, PointOptions, StatCalls } from './points.js';
import { Secrets } from './secrets.js';

const subject = 'StatHatClassicClient';

/** A key as it may be shown. */
const shortened = (statKey: string) => `${statKey.slice(0, Math.floor(statKey.length / 4))}…`;

/**
 * Sends points to StatHat, or a successor, by the private keys of stats that were made before: the classic API.
 *
 * Options and behaviour are those of `StatHatEzClient`, but each point is a request of its own, since classic knows no other.
 */
export class StatHatClassicClient implements StatCalls<string, void> {
  /** The same calls, which resolve to true when the server took the point, else reject with a `StatHatError`. */
  readonly sendNow: StatCalls<string, Promise<boolean>>;
  readonly #part: ClientPart;
  readonly #calls: StatCalls<string, void>;

  constructor(options: StatHatClassicClientOptions = {}) {
    const { values } = resolveOptions(statHatClassicClientSchema, options, {
      subject,
      envPrefixes: statHatClientEnvPrefixes,
      env: processEnvironment(),
      warn: warnOfVariables(options),
    });
    const { userKey } = values;
    const secrets = new Secrets();
    secrets.add(userKey);
    const naming = createClassicNaming(secrets);
    const form = classicForm(userKey);
    const paths = { count: '/c', value: '/v' } as const;
    const part = openClient(
      { subject, secrets, paths, naming, format: form, form, showStat: shortened },
      values,
    );
    this.#part = part;
    this.#calls = callsOf((call) => part.send(call));
    this.sendNow = callsOf((call) => part.sendNow(call));
  }

  /** Where the points are: `accepted = delivered + held + inFlight + Σ dropped`. */
  get accounting(): Accounting {
    return this.#part.accounting;
  }

  /** Counts one. */
  tick(statKey: string, options?: PointOptions): void {
    this.#calls.tick(statKey, options);
  }

  /** Counts `count`, by default one; it may have a fraction. */
  count(statKey: string, count?: number, options?: PointOptions): void {
    this.#calls.count(statKey, count, options);
  }

  /** A value, of which the server makes averages. */
  value(statKey: string, value: number, options?: PointOptions): void {
    this.#calls.value(statKey, value, options);
  }

  /** The calls of one stat. */
  stat(statKey: string): OneStat {
    return oneStat(statKey, this.#calls, this.sendNow);
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
