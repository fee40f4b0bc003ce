import {
  type Batch,
  type Clock,
  describeEndpoint,
  type SendOutcome,
  sleep,
  type Transport,
  TransportError,
} from '@otelwire/core';
import { createHttpTransport, type HttpTransportOptions, type RateLimit } from '@otelwire/core/http';
import { type Bucket, bucketBody } from '../wire/bucket.js';
import { halves } from './halves.js';
import { RateLimiter } from './rate-limiter.js';
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
  #isClosing = false;
  #buckets: Transport | undefined;
  #events: Transport | undefined;
  #isMade: boolean;

  constructor(options: BucketTransportOptions) {
    const { clock, createBucket, maxRequestsPerSecond, url } = options;
    this.description = describeEndpoint({ scheme: 'https', url });
    this.#options = options;
    this.#limiter = new RateLimiter(clock, maxRequestsPerSecond);
    this.#isMade = !createBucket;
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
      const late = await this.#pass(deadline);
      if (late !== undefined) return { ...outcome(), error: late };
      const one = await this.#events.send({ buffer: body, ends: [body.length] }, deadline);
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
    const late = await this.#pass(deadline);
    if (late !== undefined) return late;
    this.#buckets ??= this.#open('buckets', { interpret: verdictOfBucket });
    const buffer = bucketBody(this.#options.bucket());
    const { error } = await this.#buckets.send({ buffer, ends: [buffer.length] }, deadline);
    this.#isMade = error === undefined;
    return error;
  }

  #openEvents(): Transport {
    return this.#open('events', {
      headers: { 'x-is-bucketkey': this.#options.bucket().key },
      onRateLimit: untilReset,
      interpret: verdictOfEvents,
      split: halves,
    });
  }

  #open(resource: string, more: Partial<HttpTransportOptions>): Transport {
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
      headers: { 'x-is-accesskey': accessKey, 'accept-version': '~0', ...more.headers, ...headers },
    });
  }

  /** Why no request may go out before the deadline. */
  async #pass(deadline: number): Promise<TransportError | undefined> {
    if (await this.#limiter.pass(deadline, this.#closed.signal)) return undefined;
    if (this.#closed.signal.aborted) return this.#ended();
    const rate = `${this.#options.maxRequestsPerSecond} requests a second (maxRequestsPerSecond)`;
    return new TransportError(this.description, `is sent no more than ${rate}, and the time for it was over`);
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

function untilReset({ remaining, resetMillis }: RateLimit): number | undefined {
  return remaining === 0 ? resetMillis : undefined;
}
