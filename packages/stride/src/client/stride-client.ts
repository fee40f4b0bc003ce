import { processEnvironment, resolveOptions, warnOfVariables } from '@otelwire/core';
import { Caller, type Order } from './caller.js';
import type { StrideClientOptions } from './client-options.js';
import { strideClientEnvPrefixes, strideClientSchema } from './client-schema.js';
import { isPathFor, type Verb } from './path-check.js';
import { requestBody } from './request-body.js';
import { StrideError } from './stride-error.js';
import { responseOf, type StrideResponse } from './stride-response.js';
import { StrideSubscription } from './stride-subscription.js';
import { readEvents } from './subscription.js';

export interface SubscribeOptions {
  /** No more events in a second than so many: the server leaves others out. Default: all. */
  readonly sample?: number | undefined;
  /** Whether to connect again when the connection ends, or is refused for the moment. What came meanwhile is missed. Default false. */
  readonly reconnect?: boolean | undefined;
}

/**
 * Calls the API of Stride: streams, processes, queries, and the events of a stream as they come.
 *
 * Options come from the constructor, then from variables (`OTELWIRE_STRIDE_API_KEY` …), then from defaults; the constructor throws a
 * `ConfigError` that names everything that is wrong with what it was given. A call resolves to whatever the server answers, 404 and
 * 500 too; it rejects with a `StrideError` when there is no answer, or when the API has no such path. Nothing is sent twice.
 */
export class StrideClient {
  readonly #caller: Caller;
  readonly #gzip: boolean;

  constructor(options: StrideClientOptions = {}) {
    const { values } = resolveOptions(strideClientSchema, options, {
      subject: 'StrideClient',
      envPrefixes: strideClientEnvPrefixes,
      env: processEnvironment(),
      warn: warnOfVariables({}),
    });
    this.#caller = new Caller(values);
    this.#gzip = values.gzip;
  }

  /** What is at a path: `/collect`, `/process/NAME`, `/analyze/NAME/results?from=…`. */
  get(path: string): Promise<StrideResponse> {
    return this.#call('GET', path, undefined);
  }

  /** Sends events to `/collect/STREAM`, or makes a process or a query. `data` is what JSON can say. */
  post(path: string, data?: unknown): Promise<StrideResponse> {
    return this.#call('POST', path, data);
  }

  /** Changes a process or a query. */
  put(path: string, data?: unknown): Promise<StrideResponse> {
    return this.#call('PUT', path, data);
  }

  /** Deletes a stream, a process or a query. */
  delete(path: string): Promise<StrideResponse> {
    return this.#call('DELETE', path, undefined);
  }

  /**
   * The events of `/collect/STREAM` or `/process/NAME` as they come. It connects when the first is asked for. Throws a `StrideError`
   * for another path.
   */
  subscribe(path: string, options: SubscribeOptions = {}): StrideSubscription {
    const { reconnect = false, sample } = options;
    const plain = String(path).replace(/(?<=\/.+\/.+)\/subscribe$/, '');
    if (!isPathFor('SUBSCRIBE', plain)) throw pathError('SUBSCRIBE', path);
    if (sample !== undefined && !(Number.isSafeInteger(sample) && sample > 0)) {
      throw new StrideError(0, 'sample is not a whole number above 0');
    }
    const query = sample === undefined ? '' : `?sample=${sample}`;
    const caller = this.#caller;
    const stop = new AbortController();
    const events = readEvents({ caller, path: `${plain}/subscribe${query}`, reconnect, stop: stop.signal });
    return new StrideSubscription(events, caller.clock, stop);
  }

  /** Ends all calls, which reject, and all subscriptions, which end. May be called twice. Never rejects. */
  close(): Promise<void> {
    return this.#caller.close();
  }

  /** `await using client = new StrideClient()`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #call(method: Order['method'], path: string, data: unknown): Promise<StrideResponse> {
    if (!isPathFor(method, path)) throw pathError(method, path);
    const body = await requestBody(path, data, this.#gzip);
    const { controller, end } = this.#caller.begin();
    try {
      const { body: text, status } = await this.#caller.call({ method, path, body }, controller);
      return responseOf(status, text);
    } finally {
      end();
    }
  }
}

function pathError(verb: Verb, path: unknown): StrideError {
  return new StrideError(0, `path ${JSON.stringify(path)?.slice(0, 100)} is not valid for ${verb}`);
}
