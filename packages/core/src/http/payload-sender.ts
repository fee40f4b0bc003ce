import { TransportError } from '../errors.js';
import type { LostPayload } from '../transport/transport.js';
import type { Conceal } from './concealer.js';
import { exchange } from './exchange.js';
import type { Gate, Patience } from './gate.js';
import { gzipped } from './gzip.js';
import { httpError } from './http-error.js';
import type { HttpTransportOptions } from './http-options.js';
import { type Judgement, judge } from './judge.js';
import { createPayloadBody } from './payload-body.js';
import type { RequestHead } from './request-head.js';
import type { Route } from './route.js';

/** What became of a payload after all retries: `held` may be sent again later, `lost` must not. */
export type Fate =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'held'; readonly error: TransportError }
  | { readonly kind: 'lost'; readonly reason: LostPayload['reason']; readonly error: TransportError };

export interface PayloadSenderOptions
  extends Pick<
    HttpTransportOptions,
    'url' | 'clock' | 'divide' | 'interpret' | 'onRateLimit' | 'pathOf' | 'split'
  > {
  readonly endpoint: string;
  readonly head: RequestHead;
  readonly gate: Gate;
  readonly conceal: Conceal;
  readonly gzip: boolean;
  readonly isIdempotent: NonNullable<HttpTransportOptions['isIdempotent']>;
  readonly maxRetries: number;
  readonly maxResponseBytes: number;
}

/** What became of one part of a payload: it may be too long for the server. */
type PartFate = Fate | { readonly kind: 'oversized'; readonly error: TransportError };

/** A request ready to be sent, as often as it takes. */
interface Request {
  readonly head: RequestHead;
  readonly bytes: Uint8Array;
}

/** Sends payloads as requests, each as often as its answers and its deadline allow. */
export class PayloadSender {
  readonly #options: PayloadSenderOptions;
  /** Of the last request's answer, if there was one. */
  lastStatus: number | undefined;
  /** How long the server took for it, or had, if there was none. */
  answerMillis = 0;

  constructor(options: PayloadSenderOptions) {
    this.#options = options;
  }

  /** No pause is waited out for longer than `patience`. `signal` is aborted with a `TransportError` when there is no more time. */
  async send(payload: Uint8Array, route: Route, patience: Patience, signal: AbortSignal): Promise<Fate> {
    const parts = [...(this.#options.divide?.(payload) ?? [payload])];
    let lost: Fate | undefined;
    /** Whether a part was delivered that must not be sent again. */
    let isFinal = false;
    while (parts.length > 0) {
      const part = parts.shift() as Uint8Array;
      const fate = await this.#sendPart(part, route, patience, signal);
      const halves = fate.kind === 'oversized' ? this.#options.split?.(part) : undefined;
      if (halves !== undefined) parts.unshift(...halves);
      else if (fate.kind === 'delivered') isFinal ||= !this.#isIdempotent(part);
      else if (fate.kind !== 'held') lost ??= asLost(fate);
      else if (lost !== undefined) break;
      else return isFinal ? unconfirmed(fate.error) : fate;
    }
    // Its points cannot be told apart: they share the worst fate.
    return lost ?? { kind: 'delivered' };
  }

  async #sendPart(
    payload: Uint8Array,
    route: Route,
    patience: Patience,
    signal: AbortSignal,
  ): Promise<PartFate> {
    const { gate, maxRetries } = this.#options;
    let request: Request | undefined;
    for (let retries = 0; ; retries += 1) {
      const barrier = await gate.pass(patience, signal);
      if (barrier !== undefined) return { kind: 'held', error: barrier };
      request ??= await this.#request(payload, route);
      const judgement = await this.#try(request, route, signal);
      const { kind } = judgement;
      if (kind === 'delivered') return { kind };
      const { error } = judgement;
      if (kind === 'oversized') return { kind, error };
      if (kind === 'rejected') return { kind: 'lost', reason: kind, error };
      if (kind === 'unconfirmed' && !this.#isIdempotent(payload)) return unconfirmed(error);
      if (kind === 'refused' || signal.aborted || retries >= maxRetries) return { kind: 'held', error };
    }
  }

  #isIdempotent(payload: Uint8Array): boolean {
    const { isIdempotent } = this.#options;
    return typeof isIdempotent === 'function' ? isIdempotent(payload) : isIdempotent;
  }

  async #request(payload: Uint8Array, { letsGoOfBodies }: Route): Promise<Request> {
    const { gzip, head, pathOf } = this.#options;
    const compressed = gzip ? await gzipped(payload) : undefined;
    const bytes = compressed ?? (letsGoOfBodies ? payload : new Uint8Array(payload));
    const encoding = compressed === undefined ? undefined : { 'content-encoding': 'gzip' };
    const headers = { ...head.headers, ...encoding, 'content-length': String(bytes.length) };
    return { head: { ...head, path: pathOf?.(payload) ?? head.path, headers }, bytes };
  }

  async #try({ bytes, head }: Request, route: Route, signal: AbortSignal): Promise<Judgement> {
    const { clock, conceal, endpoint, gate, maxResponseBytes } = this.#options;
    const startedAt = clock.monotonicMillis();
    const body = createPayloadBody(bytes, signal);
    let judgement: Judgement;
    try {
      const response = await exchange(route.dispatcher, head, body, maxResponseBytes, signal);
      this.lastStatus = response.status;
      judgement = judge(response, endpoint, this.#options, conceal);
    } catch (error) {
      this.lastStatus = undefined;
      if (!body.isTaken) route.doubt();
      judgement = this.#fault(error, body.isTaken, signal);
    }
    this.answerMillis = clock.monotonicMillis() - startedAt;
    tell(gate, judgement, startedAt);
    return judgement;
  }

  /** Without an answer, all that is known is whether the server can have read the request. */
  #fault(cause: unknown, isTaken: boolean, signal: AbortSignal): Judgement {
    const { conceal, endpoint } = this.#options;
    if (!isTaken) return { kind: 'busy', error: httpError(endpoint, cause, conceal) };
    const error = signal.aborted
      ? new TransportError(endpoint, 'did not answer before the deadline; is the server overloaded?', {
          ranOutOfTime: true,
        })
      : httpError(endpoint, cause, conceal);
    return { kind: 'unconfirmed', error };
  }
}

function asLost(fate: Exclude<PartFate, { kind: 'delivered' | 'held' }>): Fate {
  return fate.kind === 'lost' ? fate : { kind: 'lost', reason: 'rejected', error: fate.error };
}

/** What was sent in part must not be sent again as a whole either. */
function unconfirmed(error: TransportError): Fate {
  return { kind: 'lost', reason: 'unconfirmed', error };
}

function tell(gate: Gate, judgement: Judgement, startedAt: number): void {
  switch (judgement.kind) {
    case 'delivered':
      gate.answered(startedAt);
      if (judgement.pause !== undefined) gate.pause(judgement.pause.error, judgement.pause.millis);
      break;
    case 'rejected':
    case 'oversized':
      gate.answered(startedAt);
      break;
    case 'refused':
      gate.refused(judgement.error);
      break;
    default:
      gate.failed(judgement.error, startedAt, judgement.retryAfterMillis);
  }
}
