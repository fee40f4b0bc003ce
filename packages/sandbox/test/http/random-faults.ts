import type { ForcedAnswer, HttpFault, KeptRequest } from '@otelwire/sandbox';

/** What goes wrong with a request. */
interface Fault {
  readonly name: string;
  /** Whether the server takes what the request says. */
  readonly isTaken: boolean;
  /** Whether the answer says so. */
  readonly isTold: boolean;
  readonly how: HttpFault | ForcedAnswer | undefined;
}

/** A request as the server saw it, and what went wrong with it. */
export interface FaultyRequest {
  readonly request: KeptRequest;
  readonly fault: Fault;
}

/** A receiver over HTTP, as far as faults go. */
export interface FaultyReceiver {
  readonly faults: {
    answerNext(count: number, answer: ForcedAnswer): void;
    failNext(count: number, fault: HttpFault, options?: { readonly bodyMillis?: number }): void;
    refuse(): Promise<void>;
    listenAgain(): Promise<void>;
  };
  on(event: 'request', listener: (request: KeptRequest) => void): () => void;
}

const none: Fault = { name: 'none', isTaken: true, isTold: true, how: undefined };

const statuses: readonly (readonly [status: number, retryAfterSeconds?: number])[] = [
  ...([[429], [429, 0], [429, 1], [429, 30], [503], [503, 2], [503, 60]] as const),
  ...([[500], [502], [504]] as const),
];

const faults: readonly Fault[] = [
  ...(['reset-before', 'hang-before', 'html'] as const).map((how) => spoilt(how, false)),
  ...(['reset-after', 'hang-after', 'truncated-json', 'cut-body'] as const).map((how) => spoilt(how, true)),
  { ...spoilt('slow-body', true), isTold: true },
  ...statuses.map(([status, retryAfterSeconds]) => ({
    name: `${status}${retryAfterSeconds === undefined ? '' : ` with Retry-After: ${retryAfterSeconds}`}`,
    isTaken: false,
    isTold: status === 429 || status === 503,
    how: { status, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) },
  })),
];

function spoilt(how: HttpFault, isTaken: boolean): Fault {
  return { name: how, isTaken, isTold: false, how };
}

/** Of everything that may become of a request. */
export const faultNames: ReadonlySet<string> = new Set([none, ...faults].map(({ name }) => name));

/** Lets requests go wrong at random until told to stop: every other one, on average. */
export class RandomFaults {
  /** All requests so far. */
  readonly requests: FaultyRequest[] = [];
  readonly #receiver: FaultyReceiver;
  readonly #random: () => number;
  readonly #onHang: () => void;
  readonly #stop: () => void;

  constructor(receiver: FaultyReceiver, random: () => number, onHang: () => void) {
    this.#receiver = receiver;
    this.#random = random;
    this.#onHang = onHang;
    this.#stop = receiver.on('request', (request) => this.#spoil(request));
  }

  /** All requests from now on are answered as they should be, and not noted. */
  stop(): void {
    this.#stop();
  }

  #spoil(request: KeptRequest): void {
    const fault = this.#random() < 0.5 ? none : faults[Math.floor(this.#random() * faults.length)]!;
    this.requests.push({ request, fault });
    if (fault.how === undefined) return;
    if (typeof fault.how === 'string') this.#receiver.faults.failNext(1, fault.how, { bodyMillis: 20 });
    else this.#receiver.faults.answerNext(1, { ...fault.how, body: { message: repeated(request) } });
    if (fault.name.startsWith('hang')) this.#onHang();
  }
}

/** What a careless server says back: the key, wherever it was. */
function repeated({ body, headers }: KeptRequest): string {
  return ['authorization', 'x-is-accesskey'].map((name) => headers[name] ?? '').join(' ') + body;
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32, by Tommy Ettinger, in the public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let hash = Math.imul(state ^ (state >>> 15), 1 | state);
    hash = (hash + Math.imul(hash ^ (hash >>> 7), 61 | hash)) ^ hash;
    return ((hash ^ (hash >>> 14)) >>> 0) / 2 ** 32;
  };
}
