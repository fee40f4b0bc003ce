import { type Clock, describeEndpoint, systemClock } from '@otelwire/core';
import type { DispatcherAnswer, HttpDispatcher } from '@otelwire/core/http';
import { requestUrl } from '../wire/request-url.js';
import { authorization } from './authorization.js';
import { callError } from './call-error.js';
import type { ClientValues } from './client-schema.js';
import { type Dispatched, type OwnDispatcher, openDispatcher } from './dispatcher.js';
import type { RequestBody } from './request-body.js';
import { StrideError } from './stride-error.js';

export interface Order {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: RequestBody;
}

/** Where the socket begins: makes requests, each within the time that a call may take. */
export class Caller {
  readonly clock: Clock;
  /** Where to, without user and password. */
  readonly endpoint: string;
  readonly #values: ClientValues;
  readonly #url: URL;
  readonly #ongoing = new Set<AbortController>();
  #isClosed = false;
  #own: OwnDispatcher | undefined;

  constructor(url: URL, values: ClientValues) {
    this.clock = values.clock ?? systemClock;
    this.endpoint = describeEndpoint({ scheme: 'https', url });
    this.#values = values;
    this.#url = url;
  }

  /** Something that `close` aborts, until `end`. */
  begin(): AbortController {
    const controller = new AbortController();
    if (this.#isClosed) controller.abort(closedError());
    this.#ongoing.add(controller);
    return controller;
  }

  end(controller: AbortController): void {
    this.#ongoing.delete(controller);
  }

  /**
   * Makes a request; what `read` makes of its answer has to be there in time too. An abort of `controller` ends both. Rejects with a
   * `StrideError`.
   */
  async call<Result>(
    order: Order,
    read: (answer: DispatcherAnswer, signal: AbortSignal) => Promise<Result> | Result,
    controller: AbortController,
  ): Promise<Result> {
    const { timeoutMillis } = this.#values;
    const { signal } = controller;
    const error = () => new StrideError(0, `${this.endpoint} did not answer within ${timeoutMillis} ms`);
    const timer = this.clock.setTimer(() => controller.abort(error()), timeoutMillis);
    const awake = this.clock.keepAlive(timeoutMillis);
    try {
      return await unlessAborted(
        this.#request(order, signal).then((answer) => read(answer, signal)),
        signal,
      );
    } catch (thrown) {
      throw callError(this.endpoint, thrown);
    } finally {
      timer.cancel();
      awake.cancel();
    }
  }

  /** Ends all calls and connections. Never rejects. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const controller of this.#ongoing) controller.abort(closedError());
    this.#own?.destroy();
  }

  async #request({ method, path, body }: Order, signal: AbortSignal): Promise<DispatcherAnswer> {
    signal.throwIfAborted();
    const dispatcher = this.#dispatcher();
    const url = requestUrl(this.#url, path, '');
    const dispatched: Dispatched = {
      origin: url.origin,
      path: url.pathname + url.search,
      method,
      headers: {
        'user-agent': 'otelwire',
        accept: 'application/json',
        ...authorization(this.#values),
        ...this.#values.headers,
        'content-type': 'application/json',
        ...body?.headers,
      },
      body: body?.bytes ?? null,
      signal,
    };
    return dispatcher.request(dispatched);
  }

  #dispatcher(): HttpDispatcher {
    const { dispatcher } = this.#values;
    if (dispatcher !== undefined) return dispatcher;
    this.#own ??= openDispatcher(this.#values, this.clock);
    return this.#own;
  }
}

function closedError(): StrideError {
  return new StrideError(0, 'the client is closed');
}

/** A dispatcher that is given may be an agent of undici: while it connects, it does not say that it heard of an abort. */
function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort);
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
    if (signal.aborted) abort();
  });
}
