import { once } from 'node:events';
import { createServer } from 'node:net';
import { connectTo, listenAt } from './address.mjs';
import { untilQuiet } from './until-quiet.mjs';

const slowMillis = 60;

/**
 * The way from an exporter to a receiver, by a stream. Whole records are handed on; what a fault throws away, because nobody had read it
 * when the connection was reset or its server killed, goes to `lost`, a receiver of its own: so it is known to the byte what a server
 * that reads late, and then dies, takes with it.
 */
export class StreamRelay {
  static kinds = ['refuse', 'stall', 'reset', 'half-close', 'close', 'slow'];
  #receiver;
  #lost;
  #wholeRecords;
  #connections = new Set();
  #server;
  #address;
  #accepted = 0;
  #bytes = 0;
  #mode = 'forward';
  endpoint;

  constructor({ receiver, lost, wholeRecords }) {
    this.#receiver = receiver;
    this.#lost = lost;
    this.#wholeRecords = wholeRecords;
  }

  /** `address`: the URL of a unix socket, or undefined for any free TCP port. */
  static async open(options, address = 'tcp://127.0.0.1:0') {
    const relay = new StreamRelay(options);
    relay.#address = address;
    await relay.#listen();
    return relay;
  }

  /** Ends the fault before, and begins this one. */
  async set({ kind } = { kind: 'none' }) {
    if (kind === 'reset' || kind === 'refuse') await this.#kill(kind === 'refuse');
    if (kind === 'close') await this.#closeInOrder();
    this.#mode = kind === 'stall' || kind === 'slow' ? kind : 'forward';
    if (kind !== 'refuse') await this.#listen();
    for (const connection of this.#connections) {
      if (kind === 'half-close') connection.client.end();
      if (kind === 'stall') connection.client.pause();
      else connection.client.resume();
    }
  }

  async close() {
    this.#server?.close();
    for (const { client, upstream } of this.#connections) {
      client.destroy();
      upstream.destroy();
    }
  }

  async #listen() {
    if (this.#server !== undefined) return;
    this.#server = createServer({ allowHalfOpen: true }, (client) => this.#accept(client));
    this.#address = await listenAt(this.#server, this.#address);
    this.endpoint = this.#address;
  }

  #accept(client) {
    this.#accepted += 1;
    const upstream = connectTo(this.#receiver);
    const connection = { client, upstream, rest: Buffer.alloc(0), to: upstream };
    this.#connections.add(connection);
    for (const socket of [client, upstream]) socket.on('error', () => {});
    client.on('data', (chunk) => this.#forward(connection, chunk));
    client.on('end', () => client.end());
    client.on('close', () => {
      this.#connections.delete(connection);
      connection.to.end();
      upstream.end();
    });
    if (this.#mode === 'stall') client.pause();
  }

  #forward(connection, chunk) {
    const bytes = Buffer.concat([connection.rest, chunk]);
    this.#bytes += chunk.length;
    const end = this.#wholeRecords(bytes);
    if (end > 0) connection.to.write(bytes.subarray(0, end));
    connection.rest = bytes.subarray(end);
    if (this.#mode !== 'slow') return;
    connection.client.pause();
    setTimeout(() => this.#mode !== 'stall' && connection.client.resume(), slowMillis);
  }

  /** What was not read is lost, and the kernel says so to the peer: so it is when a process is killed. */
  async #kill(isListeningOver) {
    const server = this.#server;
    if (isListeningOver && server !== undefined) {
      // who waits at the door is let in: nobody could count what lies in a connection that the kernel alone has accepted
      await untilQuiet(() => this.#accepted);
      this.#server = undefined;
      server.close();
    }
    this.#mode = 'forward';
    const all = [...this.#connections];
    for (const connection of all) {
      connection.to = connectTo(this.#lost);
      connection.to.on('error', () => {});
      connection.client.resume();
    }
    await untilQuiet(() => this.#bytes);
    for (const { client } of all) reset(client);
    if (isListeningOver && server?.listening) await once(server, 'close');
  }

  /** A server that is told to stop: it reads what came, and closes. */
  async #closeInOrder() {
    const all = [...this.#connections];
    this.#mode = 'forward';
    for (const { client } of all) client.resume();
    await untilQuiet(() => this.#bytes);
    for (const { client } of all) client.destroy();
  }
}

/** A unix socket knows no reset. */
function reset(socket) {
  try {
    socket.resetAndDestroy();
  } catch {
    socket.destroy();
  }
}
