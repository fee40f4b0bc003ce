import {
  type Accounting,
  type CloseOptions,
  processEnvironment,
  resolveOptions,
  warnOfVariables,
} from '@otelwire/core';
import type { GraphiteClientOptions } from './client-options.js';
import { ClientPart } from './client-part.js';
import { clientRules } from './client-rules.js';
import { graphiteClientEnvPrefixes, graphiteClientSchema } from './client-schema.js';
import { openClient } from './open-client.js';
import type { ChildOptions, GraphitePoint, SendOptions } from './points.js';

const subject = 'GraphiteClient';

/**
 * Sends points to Graphite: carbon, a relay, or a server that takes its plaintext, pickle or JSON.
 *
 * Options come from the constructor, then from variables (`OTELWIRE_GRAPHITE_ENDPOINT` …), then from defaults; the
 * constructor throws a `ConfigError` that names everything that is wrong with what it was given. No point throws or blocks
 * after that: points are sent in the background, and what cannot be sent is counted in `accounting`.
 */
export class GraphiteClient {
  readonly #part: ClientPart;

  constructor(options: GraphiteClientOptions | ClientPart = {}) {
    if (options instanceof ClientPart) {
      this.#part = options;
      return;
    }
    const { values } = resolveOptions(graphiteClientSchema, options, {
      subject,
      envPrefixes: graphiteClientEnvPrefixes,
      env: processEnvironment(),
      warn: warnOfVariables(options),
      rules: clientRules,
    });
    const { connection, recorder } = openClient(subject, values);
    this.#part = new ClientPart(connection, recorder);
  }

  /** Where the points are: `accepted = delivered + held + inFlight + Σ dropped`. Children share it. */
  get accounting(): Accounting {
    return this.#part.connection.accounting;
  }

  /** Connects before the first point does, and tells whether the server is there: rejects with a `TransportError`. */
  connect(): Promise<void> {
    return this.#part.connection.connect();
  }

  /** `value` at `path`, now or at `timestamp`. */
  send(path: string, value: number, options?: SendOptions): void {
    this.#part.recorder.send(path, value, options);
  }

  /** Points one after another; those without a timestamp are all of one moment. */
  sendAll(points: Iterable<GraphitePoint>): void {
    this.#part.recorder.sendAll(points);
  }

  /** A client with a longer prefix or more tags, on the same connection. */
  child(options?: ChildOptions): GraphiteClient {
    return new GraphiteClient(this.#part.child(subject, options));
  }

  /** Sends what was written; resolves when it is delivered, or held because the server is away. Never rejects. */
  flush(): Promise<void> {
    return this.#part.connection.flush();
  }

  /**
   * Sends what was written until `timeoutMillis`, closes the connection, and drops what comes later. Of a child: `flush`, since
   * others use its connection. May be called twice. Never rejects.
   */
  close(options?: CloseOptions): Promise<void> {
    const { connection, isChild } = this.#part;
    return isChild ? connection.flush() : connection.close(options);
  }

  /** `await using client = new GraphiteClient()`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}
