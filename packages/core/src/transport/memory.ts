import { TransportError } from '../errors.js';
import { closedError } from './socket-error.js';
import type { Batch, ConnectionEnd, SendOutcome, Transport } from './transport.js';

/** Decides the outcome of a send; only what it says was delivered is kept. */
export type OutcomeScript = (batch: Batch, deadline: number) => SendOutcome | Promise<SendOutcome>;

export interface MemoryTransport extends Transport {
  /** Copies of the delivered payloads, in order. */
  readonly payloads: readonly Uint8Array[];
  /** The delivered payloads as one text, as a stream would carry them. */
  readonly text: string;
  readonly isClosed: boolean;
  /** The next send that is not scripted yet goes by `script`; default: nothing is delivered. */
  failNext(script?: OutcomeScript): void;
  /** Every send without a script of its own goes by `script`; without an argument all is delivered again. */
  respondWith(script?: OutcomeScript): void;
  /** As if a connection had ended that the payloads were sent on. */
  breakConnection(end: ConnectionEnd): void;
  /** Forgets the payloads. */
  clear(): void;
}

export interface MemoryTransportOptions {
  /** Default `memory:`. */
  readonly description?: string;
  /** Default 16. */
  readonly maxBatchesInFlight?: number;
}

/** Keeps what it is sent: for tests, and for a look at what would go out. */
export function createMemoryTransport(options: MemoryTransportOptions = {}): MemoryTransport {
  const { description = 'memory:', maxBatchesInFlight = 16 } = options;
  const payloads: Uint8Array[] = [];
  const scripts: OutcomeScript[] = [];
  const succeed: OutcomeScript = ({ ends }) => ({ delivered: ends.length });
  const fail: OutcomeScript = () => ({
    delivered: 0,
    error: new TransportError(description, 'fails as told'),
  });
  let usual = succeed;
  let isClosed = false;
  let onBroken: ((end: ConnectionEnd) => void) | undefined;
  return {
    description,
    maxBatchesInFlight,
    payloads,
    get text() {
      return Buffer.concat(payloads).toString();
    },
    get isClosed() {
      return isClosed;
    },
    failNext: (script = fail) => void scripts.push(script),
    respondWith: (script = succeed) => {
      usual = script;
    },
    onBroken: (listener) => {
      onBroken = listener;
    },
    breakConnection: (end) => onBroken?.(end),
    clear: () => void payloads.splice(0),
    async send(batch, deadline) {
      if (isClosed) return { delivered: 0, error: closedError(description) };
      const outcome = await (scripts.shift() ?? usual)(batch, deadline);
      payloads.push(...copies(batch, outcome.delivered));
      return outcome;
    },
    async close() {
      isClosed = true;
    },
  };
}

function copies({ buffer, ends }: Batch, count: number): Uint8Array[] {
  return ends
    .slice(0, count)
    .map((end, index) => Uint8Array.from(buffer.subarray(ends[index - 1] ?? 0, end)));
}
