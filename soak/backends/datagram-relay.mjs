import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { untilQuiet } from './until-quiet.mjs';

/** What a socket holds that nobody reads, by default. */
const bufferBytes = 212_992;
const slowMillis = 60;

/** The way of datagrams to a receiver. Those that it loses on purpose go to `lost`, a receiver of its own. */
export class DatagramRelay {
  static kinds = ['refuse', 'stall', 'drop', 'slow'];
  #receiver;
  #lost;
  #random;
  #sender = createSocket('udp4');
  #socket;
  #port = 0;
  #fault = { kind: 'none' };
  #waiting = [];
  #waitingBytes = 0;
  #count = 0;
  endpoint;

  constructor({ receiver, lost, random }) {
    this.#receiver = new URL(receiver);
    this.#lost = new URL(lost);
    this.#random = random;
  }

  static async open(options) {
    const relay = new DatagramRelay(options);
    relay.#sender.bind(0, '127.0.0.1');
    await once(relay.#sender, 'listening');
    await relay.#listen();
    return relay;
  }

  /** Ends the fault before, and begins this one. */
  async set(fault = { kind: 'none' }) {
    this.#fault = fault;
    for (const bytes of this.#waiting.splice(0)) this.#hand(bytes, this.#receiver);
    this.#waitingBytes = 0;
    if (fault.kind === 'refuse') await this.#refuse();
    else await this.#listen();
  }

  async close() {
    this.#socket?.close();
    this.#sender.close();
  }

  async #listen() {
    if (this.#socket !== undefined) return;
    const socket = createSocket({ type: 'udp4', recvBufferSize: 20 * bufferBytes });
    socket.on('message', (bytes) => this.#receive(bytes));
    socket.bind(this.#port, '127.0.0.1');
    await once(socket, 'listening');
    this.#socket = socket;
    this.#port = socket.address().port;
    this.endpoint = `udp://127.0.0.1:${this.#port}`;
  }

  #receive(bytes) {
    const { kind, percent } = this.#fault;
    this.#count += 1;
    if (kind === 'drop' && this.#random() * 100 < percent) this.#hand(bytes, this.#lost);
    else if (kind === 'slow') setTimeout(() => this.#hand(bytes, this.#receiver), slowMillis);
    else if (kind !== 'stall') this.#hand(bytes, this.#receiver);
    else if (this.#waitingBytes + bytes.length > bufferBytes) this.#hand(bytes, this.#lost);
    else {
      this.#waiting.push(bytes);
      this.#waitingBytes += bytes.length;
    }
  }

  #hand(bytes, { hostname, port }) {
    this.#sender.send(bytes, Number(port), hostname);
  }

  /** A socket that is connected to somebody else is there for nobody else, and still gives what lies in it: so nothing is lost that nobody counts. */
  async #refuse() {
    const socket = this.#socket;
    if (socket === undefined) return;
    this.#socket = undefined;
    socket.connect(this.#sender.address().port, '127.0.0.1');
    await once(socket, 'connect');
    await untilQuiet(() => this.#count);
    socket.close();
    await once(socket, 'close');
  }
}
