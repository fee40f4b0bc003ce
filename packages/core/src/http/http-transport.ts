import { describeEndpoint } from '../config/endpoint.js';
import type { TransportError } from '../errors.js';
import { timerAt } from '../transport/deadline.js';
import { closedError, lateError } from '../transport/socket-error.js';
import type { Batch, LostPayload, SendOutcome, Transport } from '../transport/transport.js';
import { type Conceal, createConcealer, secretsOfHeader, secretsOfUrl } from './concealer.js';
import { Gate, type Patience } from './gate.js';
import { httpError } from './http-error.js';
import type { HttpTransportOptions } from './http-options.js';
import { PayloadSender } from './payload-sender.js';
import { type RequestHead, requestHead } from './request-head.js';
import { openRoute, type Route } from './route.js';

/**
 * Each payload is the body of a request of its own; connections are kept for the next ones. Retries are made here, above undici: what was
 * not sent, or was put off, is always sent again, what was sent and not answered if `isIdempotent`; with growing pauses, the
 * `Retry-After` of the server on top, and within the deadline of the send. Redirects are not followed, cookies not kept.
 *
 * Throws a `ConfigError` for a URL and headers that cannot be sent. undici is loaded by the first send.
 */
export function createHttpTransport(options: HttpTransportOptions): Transport {
  return new HttpTransport(options);
}

/** An idle connection is kept so long, unless the server wants less: longer than the usual interval between two exports. */
const keepAliveMillis = 65_000;
/** Where a payload must not be sent twice: a server that closes an idle connection while one is written there would lose it. */
const shortKeepAliveMillis = 1_000;
/** Of the time of a send, what a pause must leave for the answer: a request that goes out just before its deadline is lost for nothing. */
const answerShare = 0.25;
/**
 * The same after a request that was not answered in time. With a quarter left again, the next would fail too, and have those after it wait
 * longer: a server that took 2.5 s of 4 never got what was held.
 */
const secondAnswerShare = 0.75;

class HttpTransport implements Transport {
  readonly description: string;
  readonly maxBatchesInFlight: number;
  readonly #options: HttpTransportOptions;
  readonly #conceal: Conceal;
  readonly #sender: PayloadSender;
  readonly #sends = new Set<Promise<SendOutcome>>();
  readonly #controllers = new Set<AbortController>();
  #route: Promise<Route> | undefined;
  #closed: Promise<void> | undefined;

  constructor(options: HttpTransportOptions) {
    const { clock, url } = options;
    const { maxRetryAfterMillis = 300_000, circuitProbeMillis = 60_000 } = options;
    const { gzip = false, isIdempotent = true, maxRetries = 3, maxResponseBytes = 65_536 } = options;
    const head = requestHead(options);
    this.description = describeEndpoint({ scheme: 'https', url });
    this.maxBatchesInFlight = options.maxBatchesInFlight ?? 4;
    this.#options = options;
    this.#conceal = createConcealer(secretsOf(head, options));
    this.#sender = new PayloadSender({
      ...options,
      endpoint: this.description,
      head,
      gate: new Gate({ clock, maxRetryAfterMillis, circuitProbeMillis }),
      conceal: this.#conceal,
      gzip,
      isIdempotent,
      maxRetries,
      maxResponseBytes,
    });
  }

  get lastStatus(): number | undefined {
    return this.#sender.lastStatus;
  }

  send(batch: Batch, deadline: number): Promise<SendOutcome> {
    if (this.#closed !== undefined) {
      return Promise.resolve({ delivered: 0, error: closedError(this.description) });
    }
    const outcome = this.#send(batch, deadline);
    this.#sends.add(outcome);
    void outcome.then(() => this.#sends.delete(outcome));
    return outcome;
  }

  close(deadline: number): Promise<void> {
    this.#closed ??= this.#close(deadline);
    return this.#closed;
  }

  async #send(batch: Batch, deadline: number): Promise<SendOutcome> {
    const controller = new AbortController();
    const { clock } = this.#options;
    const timer = timerAt(clock, deadline, () => controller.abort(lateError(this.description)));
    const now = clock.monotonicMillis();
    const afterShare = (share: number) => now + (deadline - now) * (1 - share);
    const patience = { usual: afterShare(answerShare), unanswered: afterShare(secondAnswerShare) };
    this.#controllers.add(controller);
    try {
      return await this.#sendPayloads(batch, await this.#open(), { deadline, patience }, controller);
    } catch (error) {
      return { delivered: 0, error: httpError(this.description, error, this.#conceal) };
    } finally {
      this.#controllers.delete(controller);
      timer.cancel();
    }
  }

  /**
   * One after another: a batch that fails has delivered its first payloads. After the first, none is begun with less time than the
   * server took for its last answer: it would be cut off, and nobody would know whether it arrived.
   */
  async #sendPayloads(
    { buffer, ends }: Batch,
    route: Route,
    { deadline, patience }: { readonly deadline: number; readonly patience: Patience },
    controller: AbortController,
  ): Promise<SendOutcome> {
    const lost: LostPayload[] = [];
    const outcome = (delivered: number) => (lost.length === 0 ? { delivered } : { delivered, lost });
    for (let payload = 0; payload < ends.length; payload += 1) {
      const leftMillis = deadline - this.#options.clock.monotonicMillis();
      // A busy event loop runs timers late.
      if (leftMillis <= 0) controller.abort(lateError(this.description));
      else if (payload > 0 && leftMillis < this.#sender.answerMillis)
        return { ...outcome(payload), error: tooSlow(this.description) };
      const bytes = buffer.subarray(ends[payload - 1] ?? 0, ends[payload]);
      const fate = await this.#sender.send(bytes, route, patience, controller.signal);
      if (fate.kind === 'held') return { ...outcome(payload), error: fate.error };
      if (fate.kind === 'lost') lost.push({ payload, reason: fate.reason, error: fate.error });
    }
    return outcome(ends.length);
  }

  /** Rejects with a `TransportError`, for the same reason every time: a package that is missing stays so. */
  #open(): Promise<Route> {
    const { connectTimeoutMillis = 5_000, isIdempotent = true } = this.#options;
    this.#route ??= openRoute(this.description, {
      ...this.#options,
      connectTimeoutMillis,
      connections: this.maxBatchesInFlight,
      keepAliveMillis: isIdempotent === true ? keepAliveMillis : shortKeepAliveMillis,
    });
    return this.#route;
  }

  async #close(deadline: number): Promise<void> {
    const timer = timerAt(this.#options.clock, deadline, () => {
      for (const controller of this.#controllers) controller.abort(closedError(this.description));
    });
    await Promise.all(this.#sends);
    timer.cancel();
    const route = await this.#route?.catch(() => undefined);
    await route?.close();
  }
}

function tooSlow(endpoint: string): TransportError {
  const why = 'it answers too slowly for all of it in one export';
  return lateError(endpoint, why, { ranOutOfTime: true });
}

/** What of a transport is in no message: keys, values of headers, and what URLs hide. */
export function secretsOf(
  { headers }: RequestHead,
  { proxy, secrets = [], url }: Pick<HttpTransportOptions, 'proxy' | 'secrets' | 'url'>,
): string[] {
  const { accept: _, 'content-type': __, 'user-agent': ___, ...secret } = headers;
  const urls = typeof proxy === 'object' ? [url, proxy] : [url];
  return [...secrets, ...Object.values(secret).flatMap(secretsOfHeader), ...urls.flatMap(secretsOfUrl)];
}
