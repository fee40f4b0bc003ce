import type { Socket } from 'node:dgram';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { Address, Listener } from './listener.js';
import { formatAddress } from './listener.js';

/** Where to listen, and how much the kernel may hold for us. */
export interface UdpOptions extends Address {
  readonly receiveBufferBytes: number;
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
  readonly #options: UdpOptions;
  readonly #onDatagram: (bytes: Buffer) => void;
  #socket: Socket | undefined;
  #port: number;
  #isStalled = false;
  #held: Buffer[] = [];
  #heldBytes = 0;

  constructor(options: UdpOptions, onDatagram: (bytes: Buffer) => void) {
    this.#options = options;
    this.#onDatagram = onDatagram;
    this.#port = options.port;
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

  /** A socket that nobody reads keeps what fits into its buffer and loses the rest; so does this. */
  stall(): void {
    this.#isStalled = true;
  }

  resume(): void {
    const held = this.#held;
    this.#isStalled = false;
    this.#forget();
    for (const bytes of held) this.#onDatagram(bytes);
  }

  async refuse(): Promise<void> {
    const socket = this.#socket;
    if (socket === undefined) return;
    this.#socket = undefined;
    this.#forget();
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
    if (!this.#isStalled) this.#onDatagram(bytes);
    else if (this.#heldBytes + bytes.length <= this.#options.receiveBufferBytes) {
      this.#held.push(bytes);
      this.#heldBytes += bytes.length;
    }
  }

  #forget(): void {
    this.#held = [];
    this.#heldBytes = 0;
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
