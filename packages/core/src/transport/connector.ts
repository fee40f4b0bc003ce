import type { Socket } from 'node:net';
import type { Clock } from '../clock.js';
import type { TransportError } from '../errors.js';
import { socketError } from './socket-error.js';

export interface ConnectorOptions {
  readonly endpoint: string;
  readonly clock: Clock;
  readonly timeoutMillis: number;
  /** Makes a socket that is connecting. */
  readonly connect: () => Socket;
  /** The event that says that a socket is connected: TLS has its own. */
  readonly readyEvent: 'connect' | 'secureConnect';
}

export interface ConnectorEvents {
  /** `roundTripMillis`: how long the connect took without the lookup and the handshake of TLS. */
  connected(socket: Socket, roundTripMillis: number): void;
  failed(error: TransportError): void;
}

/** Connects, one attempt at a time. */
export class Connector {
  readonly #options: ConnectorOptions;
  readonly #events: ConnectorEvents;
  #attempt: Socket | undefined;

  constructor(options: ConnectorOptions, events: ConnectorEvents) {
    this.#options = options;
    this.#events = events;
  }

  /** Starts an attempt, unless one runs. */
  connect(): void {
    if (this.#attempt !== undefined) return;
    try {
      this.#attempt = this.#options.connect();
    } catch (error) {
      this.#events.failed(socketError(this.#options.endpoint, error));
      return;
    }
    this.#watch(this.#attempt);
  }

  /** Ends the attempt, if one runs. */
  abort(error: TransportError): void {
    this.#attempt?.destroy(error);
  }

  #watch(socket: Socket): void {
    const { clock, endpoint, readyEvent, timeoutMillis } = this.#options;
    let startedAt = clock.monotonicMillis();
    let roundTripMillis = 0;
    const timer = clock.setTimer(() => {
      const why = `no connection within ${timeoutMillis} ms`;
      socket.destroy(Object.assign(new Error(why), { code: 'ETIMEDOUT' }));
    }, timeoutMillis);
    const failed = (error: Error) => {
      timer.cancel();
      this.#attempt = undefined;
      socket.destroy();
      this.#events.failed(socketError(endpoint, error));
    };
    socket.once('error', failed);
    socket.once('lookup', () => {
      startedAt = clock.monotonicMillis();
    });
    socket.once('connect', () => {
      roundTripMillis = clock.monotonicMillis() - startedAt;
      // Not earlier: each address that is tried has a handle of its own.
      socket.unref();
    });
    socket.once(readyEvent, () => {
      timer.cancel();
      socket.off('error', failed);
      this.#attempt = undefined;
      this.#events.connected(socket, roundTripMillis);
    });
  }
}
