import type { Defect } from '../defect.js';
import { SandboxError } from '../error.js';
import type { FaultSwitch } from '../faults/fault.js';
import { Losses } from '../faults/losses.js';
import { SustainedFaults } from '../faults/sustained-faults.js';
import { Faults } from '../listen/faults.js';
import type { ForcedAnswer, HttpFault } from '../listen/forced-answers.js';
import { ForcedAnswers } from '../listen/forced-answers.js';
import type { HttpRequest } from '../listen/http.js';
import { listenHttp } from '../listen/http.js';
import type { HttpAnswer } from '../listen/http-answer.js';
import { sentStatus } from '../listen/http-answer.js';
import type { Listener } from '../listen/listener.js';
import type { TcpOptions } from '../listen/tcp.js';
import { Subscribers } from '../subscribers.js';
import { Waiters } from '../waiters.js';
import { decodeBody } from './body.js';
import type { BadRequest, KeptRequest, RequestTotals } from './request-totals.js';

const defaultMaxBodyBytes = 32 * 1024 * 1024;

/** What every receiver over HTTP can be told. */
export interface HttpReceiverOptions {
  /** Where to listen; HTTPS with `cert` and `key`. Default: HTTP at a free port of 127.0.0.1. */
  readonly http?: boolean | Partial<TcpOptions>;
  /** Requests and bad requests kept, each. Default 1000. */
  readonly maxKept?: number;
  /** What `drop` is decided by: 0 or more, below 1. Default `Math.random`. */
  readonly random?: () => number;
}

/** What can go wrong on purpose: with sockets, and with answers. */
export type HttpFaults = Faults & {
  /** Answers the next `count` requests so, whatever they say; nothing of them is taken. */
  answerNext(count: number, answer: ForcedAnswer): void;
  /** Lets the next `count` requests go wrong. `bodyMillis` (default 1000) is for `slow-body`. */
  failNext(count: number, fault: HttpFault, options?: { readonly bodyMillis?: number }): void;
};

/** What a receiver tells, as it happens. */
export interface HttpReceiverEvents<Entry, Code extends string> {
  /** Something that was taken. */
  record: (entry: Entry) => void;
  /** A request that was refused, in whole or in part. */
  badRequest: (badRequest: BadRequest<Code>) => void;
  /** Any request, before it is answered. */
  request: (request: KeptRequest) => void;
}

/** What a receiver has been told. */
export interface HttpTotals<Code extends string> {
  readonly requests: RequestTotals<Code>;
  reset(): void;
  /** In a few lines, for messages to people. */
  describe(): readonly string[];
}

/** Where a backend tells what it makes of a request. */
export interface Notes<Entry, Code extends string> {
  record(entry: Entry): void;
  refuse(defects: readonly Defect<Code>[]): void;
  /** The totals have changed without a request. */
  changed(): void;
}

/** What differs between receivers over HTTP. */
export interface HttpBackend<Totals, Entry, Code extends string> {
  /** As it stands in messages. */
  readonly name: string;
  /** Below which all paths are. */
  readonly basePath: string;
  readonly maxBodyBytes?: number;
  readonly totals: Totals;
  /** A body as people can read it, where it is not text; undefined where it is. */
  bodyText?(request: HttpRequest): string | undefined;
  answer(request: HttpRequest, kept: KeptRequest, notes: Notes<Entry, Code>): HttpAnswer;
}

/** A server over HTTP that keeps what it is told, and says what is wrong with it. */
export class HttpReceiver<Totals extends HttpTotals<Code>, Entry, Code extends string> {
  readonly totals: Totals;
  readonly #backend: HttpBackend<Totals, Entry, Code>;
  readonly #listeners: Listener[] = [];
  readonly #losses = new Losses();
  readonly #forced = new ForcedAnswers(this.#losses);
  readonly #sustained = new SustainedFaults(() => [this.#forced, ...this.#listeners], this.#losses);
  readonly #subscribers = new Subscribers<HttpReceiverEvents<Entry, Code>>();
  readonly #waiters: Waiters;
  /** What can go wrong on purpose. */
  readonly faults: HttpFaults = Object.assign(new Faults(this.#listeners), {
    answerNext: (count: number, answer: ForcedAnswer) => this.#forced.add(count, answer),
    failNext: (count: number, fault: HttpFault, { bodyMillis = 1000 } = {}) =>
      this.#forced.addFault(count, fault, bodyMillis),
  });

  /** What goes wrong until it is switched off. */
  readonly faultSwitch: FaultSwitch = this.#sustained;

  constructor(backend: HttpBackend<Totals, Entry, Code>) {
    this.#backend = backend;
    this.totals = backend.totals;
    this.#waiters = new Waiters(() => backend.totals.describe().join('\n  '));
  }

  /** `http://127.0.0.1:49152` and the path below which all others are; `https://…` with a certificate. */
  get endpoints(): { readonly http: string } {
    return { http: this.#listeners[0]?.endpoint ?? '' };
  }

  /** Opens the port. */
  async listen({ http, random = Math.random }: HttpReceiverOptions): Promise<void> {
    const { name, basePath, maxBodyBytes = defaultMaxBodyBytes } = this.#backend;
    this.#losses.random = random;
    const options = { host: '127.0.0.1', port: 0, ...(typeof http === 'object' ? http : undefined) };
    if ((options.cert === undefined) !== (options.key === undefined)) {
      const message = `${name} receiver: http: cert and key belong together`;
      throw new SandboxError('ERR_OTELWIRE_SANDBOX_OPTIONS', message);
    }
    const listener = await listenHttp(options, {
      path: basePath,
      maxBodyBytes,
      connected: () => {
        this.totals.requests.connectionCount += 1;
        this.#waiters.check();
      },
      answer: (request) => this.#answer(request),
    });
    this.#listeners.push(listener);
  }

  /** Calls back on each such event; gives the function that ends this. */
  on<E extends keyof HttpReceiverEvents<Entry, Code>>(
    event: E,
    callback: HttpReceiverEvents<Entry, Code>[E],
  ): () => void {
    return this.#subscribers.on(event, callback);
  }

  /** Resolves once `holds` is true of the totals; rejects after `timeoutMillis` and tells what came instead. */
  async waitFor(holds: (totals: Totals) => boolean, timeoutMillis = 5000): Promise<Totals> {
    await this.#waiters.waitFor(() => holds(this.totals), timeoutMillis);
    return this.totals;
  }

  /** Forgets what was received. */
  reset(): void {
    this.totals.reset();
    this.#sustained.reset();
    this.#waiters.check();
  }

  /** Closes all sockets and connections; nothing keeps the process alive afterwards. May be called twice. */
  async close(): Promise<void> {
    this.#waiters.close();
    await this.#sustained.close();
    await Promise.all(this.#listeners.map((listener) => listener.close()));
  }

  #answer(request: HttpRequest): HttpAnswer {
    const { method, path, query, headers } = request;
    const body = this.#backend.bodyText?.(request) ?? decodeBody(request)?.toString('utf8') ?? '';
    const kept = { method, path, query, headers, body };
    this.#subscribers.tell('request', (callback) => callback(kept));
    const answer = this.#forced.answer(() => this.#backend.answer(request, kept, this.#notesOf(kept)));
    this.totals.requests.add(kept, request.body.length, sentStatus(answer));
    this.#waiters.check();
    return answer;
  }

  #notesOf(request: KeptRequest): Notes<Entry, Code> {
    return {
      record: (entry) => this.#subscribers.tell('record', (callback) => callback(entry)),
      refuse: (defects) => {
        const badRequest = { request, defects };
        this.totals.requests.addBad(badRequest);
        this.#subscribers.tell('badRequest', (callback) => callback(badRequest));
      },
      changed: () => this.#waiters.check(),
    };
  }
}
