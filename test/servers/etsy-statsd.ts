import { connect } from 'node:net';
import { vi } from 'vitest';
import type { RealServer } from './real-servers.ts';
import { sendDatagram } from './send.ts';

const ITS_OWN =
  /^statsd\.(bad_lines_seen|packets_received|metrics_received|timestamp_lag)$|^otelwire-all-read$/;
const NAMES_A_COMMAND = 50;
const ANSWER_TIMEOUT_MILLIS = 5_000;

/**
 * What Etsy's statsd 0.9.0 made of what it was sent: everything since its start, for this one hardly ever flushes.
 *
 * It takes any unknown type for a counter (`|h`, `|d`), so that a counter proves nothing of the type.
 * It ends by itself on `|@+0.5`, on `|@Infinity`, and when a TCP or unix stream connection to it is reset.
 */
export class EtsyStatsd {
  readonly #server: RealServer;
  #logLengthAtReset = 0;

  constructor(server: RealServer) {
    this.#server = server;
  }

  /** UDP and TCP, on 127.0.0.1. */
  get port(): number {
    return this.#server.port();
  }

  /** UDP and TCP, on ::1; undefined where the machine has no IPv6. */
  get port6(): number | undefined {
    const port = this.#server.settingIfAny('PORT6');
    return port === undefined ? undefined : Number(port);
  }

  /** A unix stream socket. */
  get socketPath(): string {
    return this.#server.setting('SOCK');
  }

  /** Totals by name; the name of a tagged one is `name;key=value`. */
  async counters(): Promise<Record<string, number>> {
    return withoutItsOwn(await this.#read('counters'));
  }

  async gauges(): Promise<Record<string, number>> {
    return withoutItsOwn(await this.#read('gauges'));
  }

  /** All values of each timer, as they came; their sample rates are only known to EtsyFlushes. */
  async timers(): Promise<Record<string, number[]>> {
    return withoutItsOwn(await this.#read('timers'));
  }

  /** The lines that it could not read since the last reset; one with several values is here once for each bad one. */
  async refusedLines(): Promise<string[]> {
    const log = (await this.#server.log()).slice(this.#logLengthAtReset);
    return [...log.matchAll(/Bad line: [^\n]* in msg "([^\n]*)"$/gm)].map(([, line]) => line!);
  }

  /** Waits until all datagrams that the server's IPv4 port has in its buffer are read. */
  async allDatagramsRead(): Promise<void> {
    await this.#delete('counters', ['otelwire-all-read']);
    await sendDatagram('otelwire-all-read:1|c', this.port);
    await vi.waitFor(
      async () => {
        const counters: Record<string, number> = await this.#read('counters');
        if (counters['otelwire-all-read'] !== 1) throw new Error('statsd has not read all datagrams');
      },
      { timeout: ANSWER_TIMEOUT_MILLIS, interval: 10 },
    );
  }

  /** Forgets all counters, gauges, timers and refused lines. */
  async reset(): Promise<void> {
    await this.allDatagramsRead();
    await this.#delete('counters', Object.keys(await this.counters()));
    await this.#delete('gauges', Object.keys(await this.gauges()));
    await this.#delete('timers', Object.keys(await this.timers()));
    this.#logLengthAtReset = (await this.#server.log()).length;
  }

  async #read<Value>(what: 'counters' | 'gauges' | 'timers'): Promise<Record<string, Value>> {
    const answer = await this.#ask(what);
    // NaN and Infinity come as strings, see preload.js in real-servers.sh
    return JSON.parse(answer, (_, value: unknown) => (typeof value === 'string' ? Number(value) : value));
  }

  async #delete(what: 'counters' | 'gauges' | 'timers', names: readonly string[]): Promise<void> {
    for (let from = 0; from < names.length; from += NAMES_A_COMMAND) {
      // the server takes what it reads at once for one command, so it must be short
      await this.#ask(`del${what} ${names.slice(from, from + NAMES_A_COMMAND).join(' ')}`);
    }
  }

  #ask(command: string): Promise<string> {
    const end = 'END\n\n';
    return new Promise((resolve, reject) => {
      let answer = '';
      const socket = connect(this.#server.port('MGMT_PORT'), '127.0.0.1', () => socket.write(`${command}\n`));
      socket.setEncoding('utf8');
      socket.setTimeout(ANSWER_TIMEOUT_MILLIS, () => socket.destroy());
      socket.on('data', (chunk: string) => {
        answer += chunk;
        if (!answer.endsWith(end)) return;
        resolve(answer.slice(0, -end.length));
        socket.end();
      });
      socket.once('error', reject);
      socket.once('close', () => reject(new Error(`statsd did not answer '${command.slice(0, 40)}'`)));
    });
  }
}

function withoutItsOwn<Value>(values: Record<string, Value>): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !ITS_OWN.test(name)));
}
