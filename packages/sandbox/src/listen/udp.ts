import type { Socket } from 'node:dgram';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { Fault, FaultKind } from '../faults/fault.js';
import type { Losses } from '../faults/losses.js';
import { Gate } from './gate.js';
import type { Address, Listener } from './listener.js';
import { formatAddress } from './listener.js';

/** Where to listen, how much the kernel may hold for us, and what is lost on purpose. */
export interface UdpOptions extends Address {
  readonly receiveBufferBytes: number;
  readonly losses: Losses;
}

/** Listens for datagrams. */
export async function listenUdp(
  options: UdpOptions,
  onDatagram: (bytes: Buffer) => void,
): Promise<UdpListener> {
  const listener = new UdpListener(options, onDatagram);
  await listener.listenAgain();
  return listener;
}

/** One UDP socket. */
export class UdpListener implements Listener {
  readonly faultKinds: readonly FaultKind[] = ['refuse', 'stall', 'slow', 'drop'];
  readonly #options: UdpOptions;
  readonly #onDatagram: (bytes: Buffer) => void;
  /** A socket that nobody reads keeps what fits into its buffer and loses the rest; so does this. */
  readonly #gate: Gate;
  #socket: Socket | undefined;
  #port: number;

  constructor(options: UdpOptions, onDatagram: (bytes: Buffer) => void) {
    this.#options = options;
    this.#onDatagram = onDatagram;
    this.#port = options.port;
    this.#gate = new Gate(options.receiveBufferBytes);
  }

  get endpoint(): string {
    return `udp://${formatAddress({ host: this.#options.host, port: this.#port })}`;
  }

  async listenAgain(): Promise<void> {
    if (this.#socket !== undefined) return;
    const { host, receiveBufferBytes } = this.#options;
    const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
    socket.on('message', (bytes) => this.#receive(bytes));
    socket.bind(this.#port, host);
    await once(socket, 'listening');
    this.#socket = socket;
    this.#port = socket.address().port;
    raiseReceiveBuffer(socket, receiveBufferBytes);
  }

  async sustain(fault: Fault | undefined): Promise<void> {
    this.#gate.sustain(fault);
    if (fault?.kind === 'refuse') await this.refuse();
    else await this.listenAgain();
  }

  stall(): void {
    this.#gate.close();
  }

  resume(): void {
    this.#gate.open();
  }

  async refuse(): Promise<void> {
    const socket = this.#socket;
    if (socket === undefined) return;
    this.#socket = undefined;
    this.#gate.forget();
    const closed = once(socket, 'close');
    socket.close();
    await closed;
  }

  dropConnections(): void {}

  halfClose(): void {}

  close(): Promise<void> {
    return this.refuse();
  }

  #receive(bytes: Buffer): void {
    if (!this.#options.losses.strike()) this.#gate.pass(() => this.#onDatagram(bytes), bytes.length);
  }
}

/** Linux cuts the wish down to net.core.rmem_max in silence; BSD and macOS refuse one that is too large. */
function raiseReceiveBuffer(socket: Socket, wantedBytes: number): void {
  for (let bytes = wantedBytes; bytes > socket.getRecvBufferSize(); bytes = Math.floor(bytes / 2)) {
    try {
      socket.setRecvBufferSize(bytes);
      return;
    } catch {
      // The next, smaller wish may be granted.
    }
  }
}
