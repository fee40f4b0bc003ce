import {
  type Batch,
  type Clock,
  describeEndpoint,
  type SendOutcome,
  sleep,
  type Transport,
  TransportError,
} from '@otelwire/core';
import {
  createHttpTransport,
  type HttpResponse,
  type HttpTransportOptions,
  type RateLimit,
} from '@otelwire/core/http';
import { type Bucket, bucketBody } from '../wire/bucket.js';
import { halves } from './halves.js';
import { limiterOf } from './limiter-of.js';
import type { Barrier, RateLimiter } from './rate-limiter.js';
import { requestsOf } from './requests.js';
import { verdictOfBucket, verdictOfEvents } from './verdicts.js';

export interface BucketTransportOptions
  extends Pick<HttpTransportOptions, 'connectTimeoutMillis' | 'dispatcher' | 'headers' | 'proxy' | 'tls'> {
  /** The API: `/buckets` and `/events` are put behind its path. */
  readonly url: URL;
  readonly clock: Clock;
  readonly accessKey: string;
  /** Asked by the first send. */
  readonly bucket: () => Bucket;
  /** Whether the bucket is made before the first events. */
  readonly createBucket: boolean;
  /** Payloads that have fewer are joined. */
  readonly maxEventsPerRequest: number;
  readonly maxRequestsPerSecond: number;
}

type BucketResource = Pick<HttpTransportOptions, 'headers' | 'split'> &
  Required<Pick<HttpTransportOptions, 'interpret'>>;
type Lost = NonNullable<SendOutcome['lost']>[number];

/**
 * Sends arrays of events to one bucket, one request after another and not too fast. The bucket is made by the
 * first send; while that fails, everything waits.
 */
export function createBucketTransport(options: BucketTransportOptions): Transport {
  return new BucketTransport(options);
}

class BucketTransport implements Transport {
  readonly description: string;
  /** The rate is what limits. */
  readonly maxBatchesInFlight = 1;
  readonly #options: BucketTransportOptions;
  readonly #limiter: RateLimiter;
  readonly #sends = new Set<Promise<SendOutcome>>();
  readonly #closed = new AbortController();
  /** To the request that is on the way: more than one when it was repeated, or halved. */
  #answers = 0;
  #isClosing = false;
  #buckets: Transport | undefined;
  #events: Transport | undefined;
  #isMade: boolean;

  constructor(options: BucketTransportOptions) {
    const { accessKey, clock, createBucket, url } = options;
    this.description = describeEndpoint({ scheme: 'https', url });
    this.#options = options;
    this.#limiter = limiterOf(clock, url, accessKey);
    this.#isMade = !createBucket;
  }

  get lastStatus(): number | undefined {
    return (this.#events ?? this.#buckets)?.lastStatus;
  }

  send(batch: Batch, deadline: number): Promise<SendOutcome> {
    const outcome = this.#send(batch, deadline);
    this.#sends.add(outcome);
    void outcome.then(() => this.#sends.delete(outcome));
    return outcome;
  }

  async close(deadline: number): Promise<void> {
    const { clock } = this.#options;
    this.#isClosing = true;
    const late = Math.max(0, Math.ceil(deadline - clock.monotonicMillis()));
    await Promise.race([Promise.all(this.#sends), sleep(clock, late)]);
    this.#closed.abort();
    await Promise.all([this.#buckets?.close(deadline), this.#events?.close(deadline)]);
  }

  async #send(batch: Batch, deadline: number): Promise<SendOutcome> {
    if (this.#isClosing) return { delivered: 0, error: this.#ended() };
    const bucketError = await this.#makeBucket(deadline);
    if (bucketError !== undefined) return { delivered: 0, error: bucketError };
    this.#events ??= this.#openEvents();
    const lost: Lost[] = [];
    let delivered = 0;
    const outcome = () => (lost.length === 0 ? { delivered } : { delivered, lost });
    for (const { body, end } of requestsOf(batch, this.#options.maxEventsPerRequest)) {
      const one = await this.#request(this.#events, body, deadline);
      if (one.error !== undefined) return { ...outcome(), error: one.error };
      for (const { reason, error } of one.lost ?? []) {
        for (let payload = delivered; payload < end; payload += 1) lost.push({ payload, reason, error });
      }
      delivered = end;
    }
    return outcome();
  }

  /** Why the bucket could not be made. A bucket that is there already is answered with a success, too. */
  async #makeBucket(deadline: number): Promise<TransportError | undefined> {
    if (this.#isMade) return undefined;
    this.#buckets ??= this.#open('buckets', { interpret: verdictOfBucket });
    const { error } = await this.#request(this.#buckets, bucketBody(this.#options.bucket()), deadline);
    this.#isMade = error === undefined;
    return error;
  }

  #openEvents(): Transport {
    return this.#open('events', {
      headers: { 'x-is-bucketkey': this.#options.bucket().key },
      interpret: verdictOfEvents,
      split: halves,
    });
  }

  #open(resource: 'buckets' | 'events', more: BucketResource): Transport {
    const { accessKey, clock, connectTimeoutMillis, dispatcher, headers, proxy, tls, url } = this.#options;
    return createHttpTransport({
      url: resourceUrl(url, resource),
      clock,
      contentType: 'application/json',
      maxBatchesInFlight: 1,
      ...(connectTimeoutMillis !== undefined && { connectTimeoutMillis }),
      ...(dispatcher && { dispatcher }),
      ...(proxy !== undefined && { proxy }),
      ...(tls && { tls }),
      ...more,
      onRateLimit: (limit) => this.#onRateLimit(limit),
      interpret: (response) => {
        this.#onAnswer(response);
        return more.interpret(response);
      },
      headers: { 'x-is-accesskey': accessKey, 'accept-version': '~0', ...more.headers, ...headers },
    });
  }

  /** One request, when its turn has come. */
  async #request(resource: Transport, body: Uint8Array, deadline: number): Promise<SendOutcome> {
    const { maxRequestsPerSecond } = this.#options;
    const barrier = await this.#limiter.pass(maxRequestsPerSecond, deadline, this.#closed.signal);
    if (barrier !== undefined) return { delivered: 0, error: this.#late(barrier) };
    this.#answers = 0;
    const outcome = await resource.send({ buffer: body, ends: [body.length] }, deadline);
    this.#limiter.answered();
    return outcome;
  }

  /** The gate of the resource has its retries and its halves wait; the limiter has all others of the account wait. */
  #onRateLimit(limit: RateLimit): number | undefined {
    this.#limiter.heed(limit);
    return limit.remaining === 0 ? limit.resetMillis : undefined;
  }

  #onAnswer({ headers, status }: HttpResponse): void {
    if (this.#answers > 0) this.#limiter.repeated();
    this.#answers += 1;
    const seconds = Number(headers['retry-after']);
    if (status === 429 && seconds > 0) this.#limiter.pause(seconds * 1000);
  }

  #late(barrier: Barrier): TransportError {
    if (barrier === 'aborted') return this.#ended();
    const rate = `${this.#options.maxRequestsPerSecond} requests a second (maxRequestsPerSecond)`;
    const slow = `is sent no more than ${rate}, and the time for it was over`;
    return new TransportError(
      this.description,
      barrier === 'rate' ? slow : 'wants a pause: its rate limit is used up',
      { ranOutOfTime: true },
    );
  }

  #ended(): TransportError {
    return new TransportError(this.description, 'is closed');
  }
}

/** Behind the path, and before a query. */
function resourceUrl(base: URL, resource: string): URL {
  const url = new URL(base);
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/${resource}`;
  return url;
}
