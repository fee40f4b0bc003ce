import {
  type Accounting,
  type CloseOptions,
  processEnvironment,
  resolveOptions,
  warnOfVariables,
} from '@otelwire/core';
import { bulk, ezForm } from '../wire/format.js';
import { callsOf, oneStat } from './calls.js';
import type { StatHatEzClientOptions } from './client-options.js';
import type { ClientPart } from './client-part.js';
import { statHatClientEnvPrefixes, statHatEzClientSchema } from './client-schema.js';
import { createEzNaming } from './naming.js';
import { openClient } from './open-client.js';
import type { OneStat, PointOptions, Stat, StatCalls } from './points.js';
import { Secrets } from './secrets.js';

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
  readonly #calls: StatCalls<Stat, void>;

  constructor(options: StatHatEzClientOptions = {}) {
    const { values } = resolveOptions(statHatEzClientSchema, options, {
      subject,
      envPrefixes: statHatClientEnvPrefixes,
      env: processEnvironment(),
      warn: warnOfVariables(options),
    });
    const { bulk: isBulk = values.dialect === 'stathat', ezKey, maxItems } = values;
    const form = ezForm(ezKey);
    const format = isBulk ? bulk(ezKey, maxItems) : form;
    const paths = { count: '/ez', value: '/ez' } as const;
    const secrets = new Secrets();
    secrets.add(ezKey);
    const naming = createEzNaming();
    const part = openClient({ subject, secrets, paths, naming, format, form }, values);
    this.#part = part;
    this.#calls = callsOf((call) => part.send(call));
    this.sendNow = callsOf((call) => part.sendNow(call));
  }

  /** Where the points are: `accepted = delivered + held + inFlight + Σ dropped`. */
  get accounting(): Accounting {
    return this.#part.accounting;
  }

  /** Counts one. */
  tick(stat: Stat, options?: PointOptions): void {
    this.#calls.tick(stat, options);
  }

  /** Counts `count`, by default one; it may have a fraction. */
  count(stat: Stat, count?: number, options?: PointOptions): void {
    this.#calls.count(stat, count, options);
  }

  /** A value, of which the server makes averages. */
  value(stat: Stat, value: number, options?: PointOptions): void {
    this.#calls.value(stat, value, options);
  }

  /** The calls of one stat. */
  stat(stat: Stat): OneStat {
    return oneStat(stat, this.#calls, this.sendNow);
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
