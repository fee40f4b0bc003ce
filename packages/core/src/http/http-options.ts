import type { Clock } from '../clock.js';
import type { HostOptions } from '../transport/resolver.js';
import type { TlsOptions } from '../transport/tls.js';
import type { HttpDispatcher } from './dispatcher.js';
import type { HttpHeaders } from './headers.js';
import type { RateLimit } from './rate-limit.js';
import type { HttpResponse } from './response.js';
import type { Verdict } from './verdict.js';

export interface HttpTransportOptions extends Pick<HostOptions, 'lookup' | 'lookupRefreshMillis'> {
  /** `http:` or `https:`. A user and password in it are sent as `Authorization: Basic`, unless `headers` has an authorization. */
  readonly url: URL;
  readonly clock: Clock;
  readonly contentType: string;
  /** Default `POST`. */
  readonly method?: string;
  /** They may be secret: they are in no message and in no error. Default: `user-agent: otelwire`. */
  readonly headers?: HttpHeaders;
  /** What payloads have that no message and no error may show: keys in bodies. Default none. */
  readonly secrets?: readonly string[];
  /** Whether bodies from 1 KiB on are sent in gzip: not every server takes that. Default false. */
  readonly gzip?: boolean;
  /** Batches on the way at once, each over a connection of its own; those may arrive in another order. Default 4. */
  readonly maxBatchesInFlight?: number;
  /**
   * Whether a payload may be sent again when nobody knows whether it was processed: its answer got lost, or was a 5xx that does not
   * exclude it. Default true, as fits points that carry their time; false for amounts that the server adds up; a function where only
   * some payloads have those.
   */
  readonly isIdempotent?: boolean | ((payload: Uint8Array) => boolean);
  /** The path of a payload's request, with its query, in place of that of `url`. */
  readonly pathOf?: (payload: Uint8Array) => string;
  /**
   * The two halves of a payload that the server finds too long, in new memory; undefined for what has only one record. They are sent
   * one after the other, and may be halved again. Default: nothing is halved.
   */
  readonly split?: (payload: Uint8Array) => readonly [Uint8Array, Uint8Array] | undefined;
  /**
   * What of a payload goes in requests of their own, in order: first what may be sent twice, since what follows is not sent when that
   * cannot be. All parts share the worst fate. Default: a payload is one request.
   */
  readonly divide?: (payload: Uint8Array) => readonly Uint8Array[];
  /**
   * How often a payload is sent again within one send, the waits between growing from 200 ms. A wait that would leave less than a
   * quarter of the send's time for the answer is left to the next send. Default 3.
   */
  readonly maxRetries?: number;
  /** However long a server asks to be left alone, it is tried again after this. Default 300 000. */
  readonly maxRetryAfterMillis?: number;
  /** While a server refuses us altogether, one payload goes out so often to see whether it still does. Default 60 000. */
  readonly circuitProbeMillis?: number;
  /** More of an answer is not read. Default 65 536. */
  readonly maxResponseBytes?: number;
  /** What an answer means, where its status does not say; undefined where it does. */
  readonly interpret?: (response: HttpResponse) => Verdict | undefined;
  /** Told what each answer says about a rate limit; may return how long to wait before the next request. */
  readonly onRateLimit?: (limit: RateLimit) => number | undefined;
  /** Your own way to the server, in place of the four options below. It is never closed. */
  readonly dispatcher?: HttpDispatcher;
  /** Default 5000. A send waits no longer than until its deadline. */
  readonly connectTimeoutMillis?: number;
  readonly tls?: TlsOptions;
  /**
   * `env`: by `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY`, as undici reads them (lower case wins; names, no address ranges). A user and
   * password belong into the URL. Default `env`.
   */
  readonly proxy?: URL | 'env' | 'none';
}
