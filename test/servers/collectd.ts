import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RealServer } from './real-servers.ts';

interface CollectdTimings {
  /** How many values, not weighed by their sample rates. */
  readonly count: number;
  readonly sumMillis: number;
  readonly lowestMillis: number;
  readonly highestMillis: number;
}

/**
 * What collectd's statsd plugin made of what it was sent: plain StatsD, and strict: it refuses tags, `|h`, `|d` and
 * anything after the sample rate. It writes each second, 6 decimals; `/` in a name becomes `_`.
 */
export class Collectd {
  readonly #server: RealServer;

  constructor(server: RealServer) {
    this.#server = server;
  }

  /** UDP, on 127.0.0.1. */
  get port(): number {
    return this.#server.port();
  }

  /** A counter's total, in whole numbers; undefined until it is written. It begins anew when collectd is restarted. */
  async counter(name: string): Promise<number | undefined> {
    return (await this.#written('derive', name)).at(-1);
  }

  /** A gauge's last value; undefined until it is written. */
  async gauge(name: string): Promise<number | undefined> {
    return (await this.#written('gauge', name)).at(-1);
  }

  /** A timer over all seconds; undefined until it is written. A value sent at a rate is divided by that rate. */
  async timings(name: string): Promise<CollectdTimings | undefined> {
    const [counts, sums, lowest, highest] = await Promise.all([
      this.#written('gauge', `${name}-count`),
      this.#written('latency', `${name}-sum`),
      this.#written('latency', `${name}-lower`),
      this.#written('latency', `${name}-upper`),
    ]);
    const millis = (seconds: readonly number[]) =>
      seconds.filter((n) => !Number.isNaN(n)).map((n) => n * 1e3);
    if (counts.length === 0 || millis(highest).length === 0) return undefined;
    return {
      count: sum(counts),
      sumMillis: sum(millis(sums)),
      lowestMillis: Math.min(...millis(lowest)),
      highestMillis: Math.max(...millis(highest)),
    };
  }

  /** The lines that it could not read. */
  async refusedLines(): Promise<string[]> {
    const log = await this.#server.log();
    return [...log.matchAll(/Unable to parse line: "([^\n]*)"$/gm)].map(([, line]) => line!);
  }

  /** The values of one series, in the order of time: collectd begins a new file each day. */
  async #written(type: 'derive' | 'gauge' | 'latency', name: string): Promise<number[]> {
    const folder = this.#server.setting('CSV');
    const prefix = `${type}-${name.replaceAll('/', '_')}-`;
    const files = (await readdir(folder))
      .filter((file) => file.startsWith(prefix) && /^\d{4}-\d\d-\d\d$/.test(file.slice(prefix.length)))
      .sort();
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
    return texts.flatMap((text) =>
      [...text.matchAll(/^[\d.]+,(.+)\n/gm)].map(([, value]) => numberOfC(value!)),
    );
  }
}

/** printf writes `nan`, `-nan` and `inf`. */
function numberOfC(text: string): number {
  if (text.endsWith('nan')) return Number.NaN;
  return Number(text.replace('inf', 'Infinity'));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
