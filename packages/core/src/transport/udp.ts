import { type Clock, sleep } from '../clock.js';
import { TransportError } from '../errors.js';
import { afterPoll, byDeadline } from './deadline.js';
import { endpointUrl } from './endpoint-url.js';
import { type Address, type HostOptions, Resolver } from './resolver.js';
import { closedError, errorCode, lateError, socketError } from './socket-error.js';
import type { Batch, ConnectionEnd, SendOutcome, Transport } from './transport.js';
import { UdpSocket } from './udp-socket.js';

export interface UdpTransportOptions extends HostOptions {
  readonly port: number;
  /** The rest after each turn, in which the receiver reads and a refusal arrives. Default 1. */
  readonly paceMillis?: number;
  /**
   * Default 16. A receiver's default buffer holds 92 datagrams of 1432 bytes, or 12 of 8192: of 2000 sent at once four of five are
   * lost where each is looked at for 20 µs, of 32 a millisecond up to 5.6 %, of 16 up to 1.2 %, and mostly none. A turn also ends at 22.5 KiB.
   */
  readonly packetsPerTurn?: number;
}

/** 16 times 1440. */
const bytesPerTurn = 23_040;
/** How long the first datagram after a refusal travels alone, to learn whether the server is back. */
const nearProbeMillis = 20;
/** The same, once a refusal has come later than it was waited for. */
const farProbeMillis = 500;

/**
 * Datagrams to one host, paced. A datagram counts as delivered when no refusal came back in the rest after its turn: a server that is
 * farther than `paceMillis` away is known to refuse only from the next batch on.
 */
export function createUdpTransport(options: UdpTransportOptions): Transport {
  return new UdpTransport(options);
}

class UdpTransport implements Transport {
  readonly description: string;
  readonly maxBatchesInFlight = 1;
  readonly #clock: Clock;
  readonly #port: number;
  readonly #paceMillis: number;
  readonly #packetsPerTurn: number;
  readonly #resolver: Resolver;
  #socket: UdpSocket | undefined;
  #isRefused = false;
  #probeMillis = nearProbeMillis;
  #sending: Promise<unknown> = Promise.resolve();
  #closed: Promise<void> | undefined;
  #isOver = false;
  #onBroken: ((end: ConnectionEnd) => void) | undefined;

  constructor(options: UdpTransportOptions) {
    this.description = endpointUrl('udp', options.host, options.port);
    this.#clock = options.clock;
    this.#port = options.port;
    this.#paceMillis = options.paceMillis ?? 1;
    this.#packetsPerTurn = options.packetsPerTurn ?? 16;
    this.#resolver = new Resolver(options);
  }

  send(batch: Batch, deadline: number): Promise<SendOutcome> {
    if (this.#closed !== undefined) {
      return Promise.resolve({ delivered: 0, error: closedError(this.description) });
    }
    const outcome = this.#send(batch, deadline).catch((error: unknown) => ({
      delivered: 0,
      error: socketError(this.description, error),
    }));
    this.#sending = outcome;
    return outcome;
  }

  close(deadline: number): Promise<void> {
    this.#closed ??= byDeadline(this.#clock, this.#sending, deadline).then(() => {
      this.#isOver = true;
      return this.#socket?.close();
    });
    return this.#closed;
  }

  /** There is no connection, but a refusal says the same: whoever read there is gone. */
  onBroken(listener: (end: ConnectionEnd) => void): void {
    this.#onBroken = listener;
  }

  async #send({ buffer, ends }: Batch, deadline: number): Promise<SendOutcome> {
    const addresses = await byDeadline(this.#clock, this.#resolver.resolve(), deadline);
    if (addresses === undefined) throw lateError(this.description, 'the lookup of its host takes too long');
    const socket = await this.#open(addresses);
    let delivered = 0;
    while (delivered < ends.length) {
      if (this.#isOver) return { delivered, error: closedError(this.description) };
      if (this.#clock.monotonicMillis() >= deadline) return { delivered, error: lateError(this.description) };
      const next = this.#isRefused ? delivered + 1 : this.#endOfTurn(ends, delivered);
      for (let index = delivered; index < next; index++) {
        socket.send(buffer, ends[index - 1] ?? 0, ends[index]!);
      }
      const error = await this.#fate(socket, deadline);
      if (error !== undefined) return { delivered, error };
      delivered = next;
    }
    return { delivered };
  }

  #endOfTurn(ends: readonly number[], start: number): number {
    const lastByte = (ends[start - 1] ?? 0) + bytesPerTurn;
    let end = start + 1;
    while (end < ends.length && end - start < this.#packetsPerTurn && ends[end]! <= lastByte) end += 1;
    return end;
  }

  /** What became of a turn: nothing is known against it, or why it did not arrive. */
  async #fate(socket: UdpSocket, deadline: number): Promise<TransportError | undefined> {
    await sleep(
      this.#clock,
      this.#isRefused ? Math.max(this.#probeMillis, this.#paceMillis) : this.#paceMillis,
    );
    await new Promise<void>(afterPoll);
    while (socket.queued > 0 && this.#clock.monotonicMillis() < deadline) await sleep(this.#clock, 1);
    if (socket.queued > 0) {
      await this.#drop(socket);
      return lateError(this.description, 'the kernel took no more datagrams before the deadline');
    }
    const error = socket.takeError();
    this.#note(error);
    if (error === undefined) return undefined;
    this.#resolver.doubt();
    if (!this.#isRefused) await this.#drop(socket);
    return this.#isRefused ? refusal(this.description, error) : socketError(this.description, error);
  }

  async #open(addresses: readonly Address[]): Promise<UdpSocket> {
    const old = this.#socket;
    const lateNews = old?.takeError();
    if (lateNews !== undefined) this.#noteLate(lateNews);
    const isUsable = lateNews === undefined || this.#isRefused;
    const address = this.#choose(addresses);
    if (old !== undefined && isUsable && old.address.address === address.address) return old;
    if (old !== undefined) await this.#drop(old);
    if (this.#isOver) throw closedError(this.description);
    const socket = await UdpSocket.open(address, this.#port);
    this.#socket = socket;
    return socket;
  }

  /** A refusal of what counts as delivered: its server is farther away than was waited. */
  #noteLate(error: Error): void {
    this.#note(error);
    this.#resolver.doubt();
    if (this.#isRefused) this.#probeMillis = farProbeMillis;
  }

  #note(error: Error | undefined): void {
    const wasRefused = this.#isRefused;
    this.#isRefused = error !== undefined && errorCode(error) === 'ECONNREFUSED';
    if (this.#isRefused && !wasRefused) this.#onBroken?.('in-order');
  }

  /** Stays with an address as long as the host has it and nobody refuses there; agents listen on IPv4 first of all. */
  #choose(addresses: readonly Address[]): Address {
    const sorted = [...addresses].sort((one, other) => one.family - other.family);
    const current = sorted.findIndex(({ address }) => address === this.#socket?.address.address);
    if (current < 0) return sorted[0]!;
    return sorted[(current + (this.#isRefused ? 1 : 0)) % sorted.length]!;
  }

  async #drop(socket: UdpSocket): Promise<void> {
    this.#socket = undefined;
    await socket.close();
  }
}

function refusal(endpoint: string, cause: Error): TransportError {
  return new TransportError(endpoint, 'refuses datagrams (ECONNREFUSED); is a server listening?', { cause });
}
