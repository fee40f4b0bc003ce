import { readFile } from 'node:fs/promises';
import type { RealServer } from './real-servers.ts';

/** What statsd hands to its backends at a flush. */
interface Flush {
  /** In seconds since 1970. */
  readonly timestamp: number;
  readonly counters: Readonly<Record<string, number>>;
  readonly gauges: Readonly<Record<string, number>>;
  readonly timers: Readonly<Record<string, readonly number[]>>;
  readonly timer_data: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly sets: Readonly<Record<string, readonly string[]>>;
}

/**
 * What the Etsy statsd that flushes each second (`statsd-flush`) made of what it was sent, over all its flushes:
 * one payload may be in two of them. NaN and Infinity are null here, for its backend writes JSON.
 */
export class EtsyFlushes {
  readonly #server: RealServer;

  constructor(server: RealServer) {
    this.#server = server;
  }

  /** UDP and TCP, on 127.0.0.1. */
  get port(): number {
    return this.#server.port();
  }

  async flushes(): Promise<Flush[]> {
    const text = await readFile(this.#server.setting('JSONL'), 'utf8');
    const wholeLines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
    return wholeLines.filter(Boolean).map((line): Flush => JSON.parse(line));
  }

  /** The sum of a counter; undefined if it never came. */
  async counter(name: string): Promise<number | undefined> {
    const parts = (await this.flushes())
      .map((flush) => flush.counters[name])
      .filter((part) => part !== undefined);
    return parts.length === 0 ? undefined : parts.reduce((sum, part) => sum + part);
  }

  /** A timer's values in ascending order, and how many timings they stand for by their sample rates. */
  async timings(name: string): Promise<{ readonly values: number[]; readonly count: number }> {
    const flushes = await this.flushes();
    const values = flushes.flatMap((flush) => flush.timers[name] ?? []).sort((a, b) => a - b);
    const count = flushes.reduce((sum, flush) => sum + (flush.timer_data[name]?.count ?? 0), 0);
    return { values, count };
  }

  /** The members of a set, sorted. */
  async set(name: string): Promise<string[]> {
    const members = (await this.flushes()).flatMap((flush) => flush.sets[name] ?? []);
    return [...new Set(members)].sort();
  }
}
