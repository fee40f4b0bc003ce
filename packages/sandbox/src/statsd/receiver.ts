import type { FaultSwitch } from '../faults/fault.js';
import { Losses } from '../faults/losses.js';
import { SustainedFaults } from '../faults/sustained-faults.js';
import { Faults } from '../listen/faults.js';
import type { ConnectionReader, Listener } from '../listen/listener.js';
import { listenTcp } from '../listen/tcp.js';
import { listenUdp } from '../listen/udp.js';
import { listenUnix } from '../listen/unix.js';
import { Subscribers } from '../subscribers.js';
import { Waiters } from '../waiters.js';
import { StatsdIntake } from './intake.js';
import type { ReceiverSettings, StatsdReceiverOptions } from './options.js';
import { resolveOptions } from './options.js';
import type { ParsedRecord } from './parse.js';
import { createFrameReader, createLineReader } from './readers.js';
import { summarise } from './summary.js';
import type { BadLine } from './totals.js';
import { StatsdTotals } from './totals.js';

/** Where a receiver listens, in the form that exporters take. */
export interface Endpoints {
  readonly udp?: string;
  readonly tcp?: string;
  readonly tls?: string;
  readonly unix?: string;
}

/** What a receiver tells, as it happens. */
export interface ReceiverEvents {
  /** An accepted record, and the line it stood in. */
  record: (parsed: ParsedRecord, line: string) => void;
  badLine: (badLine: BadLine) => void;
}

/** Opens a receiver: by default strict, for DogStatsD, on a free UDP port of 127.0.0.1. */
export async function createStatsdReceiver(options: StatsdReceiverOptions = {}): Promise<StatsdReceiver> {
  const settings = resolveOptions(options);
  const receiver = new StatsdReceiver(new StatsdTotals(settings.dialect, options), settings.strict);
  await receiver.listen(settings);
  return receiver;
}

/** A StatsD server that keeps what it is told, and says what is wrong with it. */
export class StatsdReceiver {
  readonly totals: StatsdTotals;
  readonly #intake: StatsdIntake;
  readonly #listeners: Listener[] = [];
  readonly #losses = new Losses();
  readonly #sustained = new SustainedFaults(() => this.#listeners, this.#losses);
  readonly #subscribers = new Subscribers<ReceiverEvents>();
  readonly #waiters: Waiters;
  /** What can go wrong on purpose. */
  readonly faults = new Faults(this.#listeners);

  /** What goes wrong until it is switched off. */
  readonly faultSwitch: FaultSwitch = this.#sustained;

  constructor(totals: StatsdTotals, strict: boolean) {
    this.totals = totals;
    this.#waiters = new Waiters(() => summarise(totals));
    this.#intake = new StatsdIntake(totals, strict, {
      record: (parsed, line) => this.#subscribers.tell('record', (callback) => callback(parsed, line)),
      badLine: (badLine) => this.#subscribers.tell('badLine', (callback) => callback(badLine)),
    });
  }

  get endpoints(): Endpoints {
    return Object.fromEntries(
      this.#listeners.map(({ endpoint }) => [endpoint.slice(0, endpoint.indexOf(':')), endpoint]),
    );
  }

  /** Opens what the settings ask for; closes all of it again if one cannot be opened. */
  async listen({
    udp,
    tcp,
    unix,
    receiveBufferBytes,
    maxLineBytes,
    random,
  }: ReceiverSettings): Promise<void> {
    const losses = this.#losses;
    losses.random = random;
    const readLines = () => this.#watch(createLineReader(this.#intake, maxLineBytes));
    const readFrames = () => this.#watch(createFrameReader(this.#intake));
    try {
      if (udp)
        this.#listeners.push(
          await listenUdp({ ...udp, receiveBufferBytes, losses }, (bytes) => this.#datagram(bytes)),
        );
      if (tcp) this.#listeners.push(await listenTcp(tcp, readLines));
      if (unix) {
        this.#listeners.push(
          await listenUnix(unix.path, unix.framing === 'newline' ? readLines : readFrames),
        );
      }
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Calls back on each accepted record, or on each bad line; gives the function that ends this. */
  on<E extends keyof ReceiverEvents>(event: E, callback: ReceiverEvents[E]): () => void {
    return this.#subscribers.on(event, callback);
  }

  /** Resolves once `holds` is true of the totals; rejects after `timeoutMillis` and tells what came instead. */
  async waitFor(holds: (totals: StatsdTotals) => boolean, timeoutMillis = 5000): Promise<StatsdTotals> {
    await this.#waiters.waitFor(() => holds(this.totals), timeoutMillis);
    return this.totals;
  }

  /** Forgets what was received. */
  reset(): void {
    this.totals.reset();
    this.#sustained.reset();
    this.#waiters.check();
  }

  /** Closes all sockets and connections; nothing keeps the process alive afterwards. May be called twice. */
  async close(): Promise<void> {
    this.#waiters.close();
    await this.#sustained.close();
    await Promise.all(this.#listeners.map((listener) => listener.close()));
  }

  #datagram(bytes: Buffer): void {
    this.#intake.datagram(bytes);
    this.#waiters.check();
  }

  #watch(reader: ConnectionReader): ConnectionReader {
    this.totals.connectionCount += 1;
    return {
      read: (chunk) => {
        const goesOn = reader.read(chunk);
        this.#waiters.check();
        return goesOn;
      },
      end: (inOrder) => {
        reader.end(inOrder);
        this.#waiters.check();
      },
    };
  }
}
