import { type Clock, describeEndpoint, systemClock } from '@otelwire/core';
import {
  answerError,
  type Conceal,
  createConcealer,
  createPayloadBody,
  type DispatcherAnswer,
  exchange,
  type HttpDispatcher,
  type HttpResponse,
  httpError,
  openRoute,
  orAborted,
  type PayloadBody,
  type RequestHead,
  type Route,
  readResponse,
  requestHead,
  secretsOf,
} from '@otelwire/core/http';
import { answerReason } from '../wire/answer-reason.js';
import { requestUrl } from '../wire/request-url.js';
import { authorization } from './authorization.js';
import type { ClientValues } from './client-schema.js';
import { noBody, type RequestBody } from './request-body.js';
import { StrideError } from './stride-error.js';

export interface Order {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With its query. */
  readonly path: string;
  readonly body?: RequestBody;
}

/** Something that is not over before its `end`. */
export interface Ongoing {
  readonly controller: AbortController;
  readonly end: () => void;
}

type Work<Result> = (dispatcher: HttpDispatcher, head: RequestHead, body: PayloadBody) => Promise<Result>;

const MAX_RESPONSE_BYTES = 67_108_864;
const MAX_REFUSAL_BYTES = 65_536;
/** Nothing is sent twice: a server that closes an idle connection while a request is written there would lose it. */
const KEEP_ALIVE_MILLIS = 1_000;

/** Makes requests, each within the time that a call may take. The first one loads undici. */
export class Caller {
  readonly clock: Clock;
  /** Where to, without user and password. */
  readonly endpoint: string;
  readonly #values: ClientValues;
  readonly #url: URL;
  readonly #head: RequestHead;
  readonly #conceal: Conceal;
  readonly #ongoing = new Set<AbortController>();
  #isClosed = false;
  #route: Promise<Route> | undefined;

  /** Throws a `ConfigError` for what cannot be sent. */
  constructor(values: ClientValues) {
    const { url } = values.endpoint;
    const headers = { accept: 'application/json', ...authorization(values), ...values.headers };
    this.clock = values.clock ?? systemClock;
    this.endpoint = describeEndpoint({ scheme: 'https', url });
    this.#values = values;
    this.#url = url;
    this.#head = requestHead({ url, clock: this.clock, contentType: 'application/json', headers });
    this.#conceal = createConcealer(secretsOf(this.#head, { url, secrets: [values.apiKey] }));
  }

  /** Begins something that `close` aborts, and `parent`. */
  begin(parent?: AbortSignal): Ongoing {
    const controller = new AbortController();
    const abort = () => controller.abort(parent?.reason);
    parent?.addEventListener('abort', abort);
    if (parent?.aborted) abort();
    if (this.#isClosed) controller.abort(closedError());
    this.#ongoing.add(controller);
    const end = () => {
      parent?.removeEventListener('abort', abort);
      this.#ongoing.delete(controller);
    };
    return { controller, end };
  }

  /** A request and all of its answer, whatever its status. Rejects with a `StrideError`. */
  async call(order: Order, controller: AbortController): Promise<HttpResponse> {
    const { signal } = controller;
    const response = await this.#ask(order, controller, (dispatcher, head, body) =>
      exchange(dispatcher, head, body, MAX_RESPONSE_BYTES, signal),
    );
    if (response.isComplete) return response;
    const what = `its connection broke, or it has more than ${MAX_RESPONSE_BYTES} bytes`;
    throw new StrideError(0, `${this.endpoint} gave no whole answer (${response.status}): ${what}`);
  }

  /** The body of an answer that does not end, as it comes. Rejects with a `StrideError`, also when the status is not 200. */
  open(order: Order, controller: AbortController): Promise<AsyncIterable<Uint8Array>> {
    const { signal } = controller;
    return this.#ask(order, controller, async (dispatcher, head, body) => {
      // A dispatcher of the user has undici's default, after which a stream without events would be given up.
      const request = { ...head, body, bodyTimeout: 0, signal };
      const answer = await orAborted(dispatcher.request(request), signal);
      if (answer.statusCode !== 200) throw await this.#refusal(answer, signal);
      return answer.body;
    });
  }

  /** For a body that broke off. */
  brokenError(thrown: unknown): StrideError {
    const cause = httpError(this.endpoint, thrown, this.#conceal);
    return new StrideError(0, `${this.endpoint} ended the connection without a whole answer`, { cause });
  }

  /** Ends all calls and connections. Never rejects. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const controller of this.#ongoing) controller.abort(closedError());
    const route = await this.#route?.catch(() => undefined);
    await route?.close();
  }

  async #ask<Result>(order: Order, controller: AbortController, work: Work<Result>): Promise<Result> {
    const { signal } = controller;
    const { timeoutMillis } = this.#values;
    const body = createPayloadBody((order.body ?? noBody).bytes, signal);
    const abort = () => {
      const message = `${this.endpoint} did not answer within ${timeoutMillis} ms`;
      controller.abort(new StrideError(0, message, { retryable: !body.isTaken }));
    };
    const timer = this.clock.setTimer(abort, timeoutMillis);
    // Connections keep no process alive.
    const awake = this.clock.keepAlive(timeoutMillis);
    let route: Route | undefined;
    try {
      signal.throwIfAborted();
      route = await orAborted(this.#open(), signal);
      const result = await work(route.dispatcher, this.#headOf(order), body);
      signal.throwIfAborted();
      return result;
    } catch (error) {
      if (!body.isTaken) route?.doubt();
      throw this.#errorOf(error, !body.isTaken);
    } finally {
      timer.cancel();
      awake.cancel();
    }
  }

  #headOf({ body = noBody, method, path }: Order): RequestHead {
    const { pathname, search } = requestUrl(this.#url, path, '');
    const headers = { ...this.#head.headers, ...body.headers };
    return { ...this.#head, method, path: pathname + search, headers };
  }

  /** Rejects with a `TransportError`, for the same reason every time: a package that is missing stays so. */
  #open(): Promise<Route> {
    const { connectTimeoutMillis, dispatcher, tls } = this.#values;
    this.#route ??= openRoute(this.endpoint, {
      url: this.#url,
      clock: this.clock,
      connectTimeoutMillis,
      // Each subscription has one of its own for as long as it lasts.
      connections: Number.MAX_SAFE_INTEGER,
      keepAliveMillis: KEEP_ALIVE_MILLIS,
      ...(tls && { tls }),
      ...(dispatcher && { dispatcher }),
    });
    return this.#route;
  }

  #errorOf(thrown: unknown, isUnsent: boolean): StrideError {
    if (thrown instanceof StrideError) return thrown;
    const cause = httpError(this.endpoint, thrown, this.#conceal);
    return new StrideError(0, cause.message, { cause, retryable: isUnsent && cause.retryable });
  }

  async #refusal(answer: DispatcherAnswer, signal: AbortSignal): Promise<StrideError> {
    const response = await readResponse(answer, MAX_REFUSAL_BYTES, signal);
    const cause = answerError(this.#url, this.endpoint, response, answerReason(response), this.#conceal);
    return new StrideError(response.status, cause.message, { cause });
  }
}

function closedError(): StrideError {
  return new StrideError(0, 'the client is closed');
}
