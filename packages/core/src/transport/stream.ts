import type { Socket } from 'node:net';
import type { Clock, Timer } from '../clock.js';
import type { TransportError } from '../errors.js';
import { Backoff } from './backoff.js';
import { Connector, type ConnectorOptions } from './connector.js';
import { timerAt } from './deadline.js';
import { closedError, lateError, stallError } from './socket-error.js';
import { type ConnectionOptions, StreamConnection } from './stream-connection.js';
import type { Batch, ConnectionEnd, SendOutcome, Transport } from './transport.js';
import { WaitingSends } from './waiting-sends.js';

/** What all connections have in common. */
export interface StreamOptions {
  readonly clock: Clock;
  /** Default 5000. A send waits for a connection no longer than until its deadline. */
  readonly connectTimeoutMillis?: number;
  /**
   * How long after it was written out a batch may still be reset before it counts as delivered. Default 20, and at least
   * one and a half round trips (as measured by the connect, up to 500): so long a reset can take.
   */
  readonly settleMillis?: number;
  /**
   * A connection on which nothing was written out for so long is given up, with what was written to it. Default 60 000. The
   * operating system's share of a write keeps the process alive that long, if nobody closes the transport.
   */
  readonly stallMillis?: number;
}

export type StreamMaker = Pick<ConnectorOptions, 'endpoint' | 'connect' | 'readyEvent'> &
  Pick<ConnectionOptions, 'isResetToldToWrites'>;

const longestSettleMillis = 500;

/**
 * One persistent connection, made by the first send and replaced when the peer has closed it. Batches go out in the order of
 * their sends. After a failed connect, or a connection that ends before it delivered anything, the next attempt waits (200 ms … 30 s); a
 * send waits along if its deadline allows, else it fails at once.
 */
export function createStreamTransport(maker: StreamMaker, options: StreamOptions): Transport {
  return new StreamTransport(maker, options);
}

class StreamTransport implements Transport {
  readonly description: string;
  readonly maxBatchesInFlight = 16;
  readonly #maker: StreamMaker;
  readonly #options: StreamOptions;
  readonly #connector: Connector;
  readonly #backoff: Backoff;
  readonly #waiting: WaitingSends;
  readonly #sends = new Set<Promise<SendOutcome>>();
  /** The current one, and those that the peer has closed while batches settle. */
  readonly #connections = new Set<StreamConnection>();
  #current: StreamConnection | undefined;
  #retry: Timer | undefined;
  #lastError: TransportError | undefined;
  #closed: Promise<void> | undefined;
  #onBroken: ((end: ConnectionEnd) => void) | undefined;

  constructor(maker: StreamMaker, options: StreamOptions) {
    const { clock, connectTimeoutMillis = 5_000 } = options;
    this.description = maker.endpoint;
    this.#maker = maker;
    this.#options = options;
    this.#backoff = new Backoff({ clock });
    this.#waiting = new WaitingSends(clock, () => this.#lateError());
    this.#connector = new Connector(
      { ...maker, clock, timeoutMillis: connectTimeoutMillis },
      {
        connected: (socket, roundTripMillis) => this.#onConnected(socket, roundTripMillis),
        failed: (error) => this.#onFailure(error),
      },
    );
  }

  send(batch: Batch, deadline: number): Promise<SendOutcome> {
    if (this.#closed !== undefined) {
      return Promise.resolve({ delivered: 0, error: closedError(this.description) });
    }
    if (batch.ends.length === 0) return Promise.resolve({ delivered: 0 });
    const outcome = new Promise<SendOutcome>((resolve) => {
      this.#waiting.push({ batch, deadline, resolve });
    });
    this.#sends.add(outcome);
    void outcome.then(() => this.#sends.delete(outcome));
    this.#pump();
    return outcome;
  }

  close(deadline: number): Promise<void> {
    this.#closed ??= this.#close(deadline);
    return this.#closed;
  }

  onBroken(listener: (end: ConnectionEnd) => void): void {
    this.#onBroken = listener;
  }

  /** Moves on what waits, as far as it goes: to the socket, or to a connect. Called whenever something has changed. */
  readonly #pump = (): void => {
    const connection = this.#current;
    if (this.#waiting.isEmpty) return;
    if (connection === undefined) this.#replace();
    else if (!connection.hasCaughtUp) connection.catchUp();
    else this.#writeTo(connection);
  };

  #writeTo(connection: StreamConnection): void {
    while (!connection.needsDrain) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      connection.write(next.batch, next.resolve);
    }
  }

  /** Who listens is told of the end of the last connection before there is another. */
  #replace(): void {
    if (this.#onBroken === undefined || this.#connections.size === 0) this.#connect();
  }

  #connect(): void {
    const { until } = this.#backoff;
    if (until <= this.#options.clock.monotonicMillis()) {
      this.#connector.connect();
      return;
    }
    if (this.#lastError !== undefined)
      this.#waiting.failIf(({ deadline }) => deadline <= until, this.#lastError);
    if (this.#waiting.isEmpty) return;
    this.#retry ??= timerAt(this.#options.clock, until, () => {
      this.#retry = undefined;
      this.#pump();
    });
  }

  #onConnected(socket: Socket, roundTripMillis: number): void {
    const { clock, settleMillis = 20, stallMillis = 60_000 } = this.#options;
    const longestMillis = Math.min(Math.ceil(roundTripMillis * 1.5), longestSettleMillis);
    let hasDelivered = false;
    let reason = lateError(this.description);
    const connection = new StreamConnection(
      socket,
      {
        endpoint: this.description,
        clock,
        stallMillis,
        settleMillis: Math.max(settleMillis, longestMillis),
        isResetToldToWrites: this.#maker.isResetToldToWrites,
      },
      {
        writable: this.#pump,
        delivered: () => {
          hasDelivered = true;
          this.#lastError = undefined;
          this.#backoff.succeeded();
        },
        ended: (error) => {
          if (this.#current === connection) this.#current = undefined;
          reason = error;
          if (hasDelivered) this.#pump();
          else this.#onFailure(error);
        },
        gone: (end) => {
          this.#connections.delete(connection);
          if (hasDelivered && this.#closed === undefined) this.#sayBroken(end, reason);
          this.#pump();
        },
      },
    );
    this.#connections.add(connection);
    this.#current = connection;
    this.#pump();
  }

  /** What waits must not overtake what the listener sends again. */
  #sayBroken(end: ConnectionEnd, error: TransportError): void {
    if (this.#onBroken === undefined) return;
    this.#waiting.failAll(error);
    this.#onBroken(end);
  }

  #onFailure(error: TransportError): void {
    this.#lastError = error;
    this.#backoff.failed();
    this.#waiting.failAll(error);
  }

  /** What a batch waited for in vain. */
  #lateError(): TransportError {
    if (this.#current?.needsDrain) return stallError(this.description, this.#current.stalledMillis);
    if (this.#current !== undefined) return lateError(this.description);
    return this.#lastError ?? lateError(this.description, 'no connection before the deadline');
  }

  async #close(deadline: number): Promise<void> {
    const error = closedError(this.description);
    const timer = timerAt(this.#options.clock, deadline, () => {
      this.#waiting.failAll(error);
      for (const connection of this.#connections) connection.destroy(error);
      this.#connector.abort(error);
    });
    await Promise.all(this.#sends);
    this.#retry?.cancel();
    this.#connector.abort(error);
    await Promise.all([...this.#connections].map((connection) => connection.finish()));
    timer.cancel();
  }
}
