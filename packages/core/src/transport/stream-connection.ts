import type { Socket } from 'node:net';
import type { Clock, Timer } from '../clock.js';
import { TransportError } from '../errors.js';
import { afterPoll } from './deadline.js';
import { SettleTimer } from './settle-timer.js';
import { closedError, socketError, stallError } from './socket-error.js';
import type { Batch, ConnectionEnd, SendOutcome } from './transport.js';

/** What a connection tells its transport. */
export interface ConnectionEvents {
  /** It takes more. */
  writable(): void;
  /** A batch was delivered. */
  delivered(): void;
  /** It takes nothing any more, since the peer closed it or it failed. Told once. */
  ended(error: TransportError): void;
  /** Its socket is gone and every batch has its outcome. Told once. */
  gone(end: ConnectionEnd): void;
}

export interface ConnectionOptions {
  readonly endpoint: string;
  readonly clock: Clock;
  readonly settleMillis: number;
  readonly stallMillis: number;
  /** Of TCP: what a closed peer does not read, it answers with a reset. A unix socket refuses the write itself. */
  readonly isResetToldToWrites: boolean;
}

interface Flight {
  readonly payloads: number;
  readonly resolve: (outcome: SendOutcome) => void;
  writtenAt: number | undefined;
}

/** One connected socket and the batches that were written to it and whose fate is open. */
export class StreamConnection {
  readonly #socket: Socket;
  readonly #options: ConnectionOptions;
  readonly #events: ConnectionEvents;
  /** In the order of writing, which is the order in which they are written out, and settle. */
  readonly #flights: Flight[] = [];
  readonly #gone: Promise<void>;
  readonly #settling: SettleTimer;
  #writing = 0;
  #progressAt: number;
  #failure: TransportError | undefined;
  #hasEnded = false;
  /** When the peer's FIN came. */
  #finAt = Number.NEGATIVE_INFINITY;
  #hasCaughtUp = false;
  #isCatchingUp = false;
  #watching: Timer | undefined;

  constructor(socket: Socket, options: ConnectionOptions, events: ConnectionEvents) {
    this.#socket = socket;
    this.#options = options;
    this.#events = events;
    this.#progressAt = options.clock.monotonicMillis();
    this.#settling = new SettleTimer(options.clock, options.settleMillis, this.#settle);
    this.#gone = new Promise((resolve) => {
      socket.once('close', () => resolve(this.#onClose()));
    });
    // An alert of TLS is an error that leaves its socket open.
    socket.on('error', (error) => this.destroy(socketError(options.endpoint, error)));
    socket.once('end', () => this.#onEnd());
    socket.on('drain', () => events.writable());
    socket.resume();
  }

  get needsDrain(): boolean {
    return this.#socket.writableNeedDrain;
  }

  /** How long the peer has taken nothing. */
  get stalledMillis(): number {
    return Math.round(this.#options.clock.monotonicMillis() - this.#progressAt);
  }

  /** Whether a close by the peer that waits in the kernel has been heard of; if not, `catchUp` before a write. */
  get hasCaughtUp(): boolean {
    return this.#hasCaughtUp;
  }

  /** Then says `writable`, if it still is. */
  catchUp(): void {
    if (this.#isCatchingUp) return;
    this.#isCatchingUp = true;
    afterPoll(() => {
      this.#isCatchingUp = false;
      this.#hasCaughtUp = true;
      if (!this.#hasEnded) this.#events.writable();
      this.#hasCaughtUp = this.#flights.length > 0;
    });
  }

  write(batch: Batch, resolve: (outcome: SendOutcome) => void): void {
    const flight: Flight = { payloads: batch.ends.length, resolve, writtenAt: undefined };
    if (this.#writing === 0) this.#progressAt = this.#options.clock.monotonicMillis();
    this.#writing += 1;
    this.#flights.push(flight);
    this.#socket.write(batch.buffer.subarray(0, batch.ends.at(-1)), (error) => {
      if (error == null) this.#onWritten(flight);
    });
    this.#watch();
  }

  /** Sends a FIN after what was written, and waits for the peer's as long as a batch settles. */
  finish(): Promise<void> {
    this.#socket.end(() => {
      this.#options.clock.setTimer(() => this.#socket.destroy(), this.#options.settleMillis);
    });
    return this.#gone;
  }

  destroy(error: TransportError): void {
    this.#fail(error);
    this.#socket.destroy();
  }

  #onWritten(flight: Flight): void {
    flight.writtenAt = this.#options.clock.monotonicMillis();
    this.#progressAt = flight.writtenAt;
    this.#writing -= 1;
    this.#settling.start(flight.writtenAt);
  }

  readonly #settle = (writtenBefore: number): void => {
    if (this.#failure !== undefined) return;
    // After a FIN nothing is read any more, and so a reset goes unheard; but a write is told of it, even an empty one.
    if (this.#hasEnded && this.#options.isResetToldToWrites) {
      this.#socket.write('', (error) => {
        if (error == null) this.#deliver(writtenBefore);
      });
    } else this.#deliver(writtenBefore);
  };

  #deliver(writtenBefore: number): void {
    const isSettled = ({ writtenAt }: Flight) => writtenAt !== undefined && writtenAt <= writtenBefore;
    let settled = 0;
    while (settled < this.#flights.length && isSettled(this.#flights[settled]!)) settled += 1;
    if (settled > 0) this.#events.delivered();
    for (const { payloads, resolve } of this.#flights.splice(0, settled)) resolve({ delivered: payloads });
    const next = this.#flights[0];
    if (next === undefined) this.#rest(writtenBefore);
    else if (next.writtenAt !== undefined) this.#settling.start(next.writtenAt);
  }

  #rest(settledBefore: number): void {
    this.#hasCaughtUp = false;
    if (!this.#hasEnded) return;
    if (this.#finAt <= settledBefore) this.#socket.destroy();
    else this.#settling.start(this.#finAt);
  }

  /** Nothing is written out for `stallMillis`: the connection is as good as dead. One timer for however many writes. */
  #watch(): void {
    if (this.#watching !== undefined || this.#writing === 0 || this.#failure !== undefined) return;
    const { clock, endpoint, stallMillis } = this.#options;
    const delayMillis = Math.ceil(this.#progressAt + stallMillis - clock.monotonicMillis());
    this.#watching = clock.setTimer(
      () => {
        this.#watching = undefined;
        if (this.#writing > 0 && this.stalledMillis >= stallMillis) {
          this.destroy(stallError(endpoint, this.stalledMillis));
        } else this.#watch();
      },
      Math.max(0, delayMillis),
    );
  }

  /**
   * The peer sends no more. If it reads no more either, it answers what comes with a reset, be it of batches that had settled and
   * were still in the kernel; if that does not come in the time in which a write settles, it took them.
   */
  #onEnd(): void {
    this.#finAt = this.#options.clock.monotonicMillis();
    this.#end(new TransportError(this.#options.endpoint, 'closed the connection; is it restarting?'));
    this.#settling.start(this.#finAt);
  }

  #fail(error: TransportError): void {
    this.#failure ??= error;
    this.#end(error);
  }

  #end(error: TransportError): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#events.ended(error);
  }

  /** Only now does no write use its buffer any more. */
  #onClose(): void {
    this.#settling.cancel();
    this.#watching?.cancel();
    const end = this.#failure === undefined ? 'in-order' : 'broken';
    const error = this.#failure ?? closedError(this.#options.endpoint);
    this.#fail(error);
    for (const { resolve } of this.#flights.splice(0)) resolve({ delivered: 0, error });
    this.#events.gone(end);
  }
}
