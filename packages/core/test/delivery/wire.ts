import { TransportError } from '../../src/errors.js';
import { closedError } from '../../src/transport/socket-error.js';
import type { Batch, ConnectionEnd, SendOutcome, Transport } from '../../src/transport/transport.js';
import type { FakeClock } from '../transport/fake-clock.js';

/** A payload as the server read it. */
export interface Arrival {
  readonly payload: string;
  /** Read, and forgotten before it was on disk; or never read. */
  isLost: boolean;
}

export interface Break {
  readonly end: ConnectionEnd;
  /** So many of the batches on the wire are still reported as delivered, the others as failed. */
  readonly settled: number;
  /** The share of what may be lost that is: the last of it. */
  readonly lostShare: number;
  /** Whether the listener hears of it before the batches on the wire have their outcome, as over UDP, or after, as of a stream. */
  readonly isToldFirst: boolean;
}

interface Send {
  readonly batch: Batch;
  readonly resolve: (outcome: SendOutcome) => void;
  outcome: SendOutcome;
}

const failure = new TransportError('wire:', 'fails');

/**
 * A transport whose sends wait, go out on one connection in their order, and are answered in it: each when it is told to. The
 * server keeps what it reads in memory for `windowMillis` before it is on disk, counted from when it read it first: a backlog does not
 * promise more.
 */
export class Wire implements Transport {
  readonly description = 'wire:';
  readonly maxBatchesInFlight: number;
  readonly #clock: FakeClock;
  readonly #windowMillis: number;
  /** What the server has read, in that order. */
  readonly arrivals: Arrival[] = [];
  readonly #firstAt = new Map<string, number>();
  #onConnection: Arrival[] = [];
  #waiting: Send[] = [];
  #flying: Send[] = [];
  #onBroken: (end: ConnectionEnd) => void = () => {};
  #isOpen = false;
  #isClosed = false;

  constructor(clock: FakeClock, windowMillis: number, maxBatchesInFlight: number) {
    this.#clock = clock;
    this.#windowMillis = windowMillis;
    this.maxBatchesInFlight = maxBatchesInFlight;
  }

  send(batch: Batch): Promise<SendOutcome> {
    if (this.#isClosed) return Promise.resolve({ delivered: 0, error: closedError(this.description) });
    return new Promise((resolve) => {
      this.#waiting.push({ batch, resolve, outcome: { delivered: batch.ends.length } });
      if (this.#isOpen) this.#letAllThrough();
    });
  }

  /** What is under way still arrives. */
  async close(): Promise<void> {
    this.open();
    this.#isClosed = true;
  }

  onBroken(listener: (end: ConnectionEnd) => void): void {
    this.#onBroken = listener;
  }

  /** Payloads whose fate is not told yet. */
  get unsettled(): number {
    return [...this.#waiting, ...this.#flying].reduce((sum, { batch }) => sum + batch.ends.length, 0);
  }

  /** Whatever waits or comes goes out at once and is delivered. */
  open(): void {
    this.#isOpen = true;
    this.#letAllThrough();
  }

  /** The first send that waits goes out; a share of it below 1 arrives in part, and is answered so. */
  goOut(share = 1): void {
    const send = this.#waiting.shift();
    if (send === undefined) return;
    const delivered = Math.floor(share * send.batch.ends.length);
    if (share < 1) send.outcome = { delivered, error: failure };
    for (const payload of payloadsOf(send.batch).slice(0, delivered)) {
      const arrival = { payload, isLost: false };
      if (!this.#firstAt.has(payload)) this.#firstAt.set(payload, this.#clock.monotonicMillis());
      this.arrivals.push(arrival);
      this.#onConnection.push(arrival);
    }
    this.#flying.push(send);
  }

  /** The first send that is on the wire is answered. */
  settle(): void {
    const send = this.#flying.shift();
    send?.resolve(send.outcome);
  }

  /** The first send that waits is given up, as at its deadline. */
  giveUp(): void {
    this.#waiting.shift()?.resolve({ delivered: 0, error: failure });
  }

  async break({ end, settled, lostShare, isToldFirst }: Break, turns: () => Promise<void>): Promise<void> {
    this.#lose(end, lostShare);
    if (isToldFirst) this.#onBroken(end);
    for (let i = 0; i < settled; i += 1) this.settle();
    for (const { resolve } of this.#flying.splice(0)) resolve({ delivered: 0, error: failure });
    if (!isToldFirst) {
      await turns();
      this.#onBroken(end);
    }
    for (const { resolve } of this.#waiting.splice(0)) resolve({ delivered: 0, error: failure });
  }

  #lose(end: ConnectionEnd, share: number): void {
    const since = this.#clock.monotonicMillis() - this.#windowMillis;
    const isInMemory = ({ payload }: Arrival) => (this.#firstAt.get(payload) as number) >= since;
    const exposed = this.#onConnection.filter((arrival) => end === 'broken' || isInMemory(arrival));
    for (const arrival of exposed.slice(Math.ceil(exposed.length * (1 - share)))) arrival.isLost = true;
    this.#onConnection = [];
  }

  #letAllThrough(): void {
    while (this.#waiting.length > 0) this.goOut();
    while (this.#flying.length > 0) this.settle();
  }
}

function payloadsOf({ buffer, ends }: Batch): string[] {
  return ends.map((end, i) => Buffer.from(buffer.subarray(ends[i - 1] ?? 0, end)).toString());
}
