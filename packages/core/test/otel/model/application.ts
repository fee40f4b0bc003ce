import { expect } from 'vitest';
import { Backlog } from '../../../src/delivery/backlog.js';
import { Delivery } from '../../../src/delivery/delivery.js';
import type { Holding } from '../../../src/delivery/holding.js';
import type { HeldEntry } from '../../../src/delivery/ledger.js';
import type { BacklogEntry } from '../../../src/delivery/payload-queue.js';
import { PushExporter } from '../../../src/otel/push-exporter.js';
import { Packer } from '../../../src/payload/packer.js';
import { allTurns, createKeepingLogger } from '../../delivery/workbench.js';
import { FakeClock } from '../../transport/fake-clock.js';
import { collectionOf } from '../collection.js';
import { createLedgerHolding } from '../ledger-holding.js';
import { createLineEncoder } from '../line-encoder.js';
import { AMOUNT, Amounts } from './amounts.js';
import { Wire } from './wire.js';

const TIMEOUT_MILLIS = 10_000;
/** Two lines are a payload, and some seventy a batch. */
const MAX_PAYLOAD_BYTES = 2048;
const padding = '.'.repeat(900);

export interface ApplicationOptions {
  readonly holdingName: 'ledger' | 'backlog';
  /** Whether a level comes with each counter. */
  readonly hasLevels: boolean;
  readonly maxBatchesInFlight: number;
}

interface Call {
  readonly startedAt: number;
  results: number;
}

/** An application that exports, and knows of each series what it has recorded and where that is now. */
export class Application {
  readonly clock = new FakeClock();
  readonly wire: Wire;
  readonly recorded = new Amounts();
  readonly #levels = new Map<string, number>();
  readonly #holding: Holding;
  readonly #exporter: PushExporter;
  readonly #hasLevels: boolean;
  readonly #calls: Call[] = [];
  readonly #exported = new Set<number>();
  #running = 0;
  #isOver = false;

  constructor({ holdingName, hasLevels, maxBatchesInFlight }: ApplicationOptions) {
    const { clock } = this;
    this.#hasLevels = hasLevels;
    const logger = createKeepingLogger();
    this.wire = new Wire(maxBatchesInFlight);
    this.#holding = holdingName === 'ledger' ? createLedgerHolding() : createBacklog(clock);
    const packer = new Packer({ maxPayloadBytes: MAX_PAYLOAD_BYTES, clock });
    const { wire: transport } = this;
    this.#exporter = new PushExporter({
      subject: 'LineExporter',
      delivery: new Delivery({ transport, packer, holding: this.#holding, clock, logger }),
      clock,
      logger,
      timeoutMillis: TIMEOUT_MILLIS,
      createEncoder: (_resource, report) => createLineEncoder(report),
    });
  }

  /** Does not wait: the one before may still run. */
  export(counters: readonly number[], level: number): void {
    const points = [...new Set(counters)].map((number) => ({
      attributes: { series: `${number}${padding}` },
    }));
    const valued = (value: number) => points.map((point) => ({ ...point, value }));
    const metrics = collectionOf([
      { name: 'counter', kind: 'counter', points: valued(AMOUNT) },
      ...(this.#hasLevels ? [{ name: 'level', kind: 'gauge' as const, points: valued(level) }] : []),
    ]);
    const call = { startedAt: this.clock.monotonicMillis(), results: 0 };
    const wasOver = this.#isOver;
    this.#calls.push(call);
    for (const number of wasOver ? [] : counters) this.#exported.add(number);
    for (const { attributes } of wasOver ? [] : points) {
      this.recorded.add(`counter{series=${attributes.series}}`);
      if (!this.#hasLevels) continue;
      this.recorded.add(`level{series=${attributes.series}}`);
      this.#levels.set(`level{series=${attributes.series}}`, level);
    }
    this.#exporter.export(metrics, ({ code }) => {
      call.results += 1;
      if (wasOver) expect(code).toBe(1);
      else if (this.wire.dropped.size === 0 && !this.#isOver) expect(code).toBe(0);
    });
  }

  flush(): void {
    this.#begin(this.#exporter.forceFlush());
  }

  shutdown(): void {
    this.#isOver = true;
    this.#begin(this.#exporter.shutdown());
  }

  #begin(ending: Promise<void>): void {
    this.#running += 1;
    void ending.then(() => {
      this.#running -= 1;
    });
  }

  /**
   * Everything that is recorded gets through, as far as it was not given up. Levels come with each export of an SDK: the last one that
   * failed may be lost to a flush that had begun meanwhile.
   */
  async recover(): Promise<void> {
    this.wire.open();
    await this.settle();
    if (!this.#isOver) this.export([...this.#exported], 1);
    for (let i = 0; i < 3; i += 1) {
      this.flush();
      this.clock.advance(TIMEOUT_MILLIS);
      await this.settle();
    }
  }

  /** Lets go on what can go on without time: timers that are due fire when the clock is looked at. */
  async settle(): Promise<void> {
    for (let calmRounds = 0; calmRounds < 3; ) {
      const before = this.#progress();
      await allTurns();
      this.clock.advance(0);
      calmRounds = this.#progress() === before ? calmRounds + 1 : 0;
    }
  }

  #progress(): string {
    const results = this.#calls.reduce((sum, call) => sum + call.results, 0);
    return JSON.stringify([this.#exporter.accounting, this.wire.waiting, this.#running, results]);
  }

  get #isIdle(): boolean {
    return this.#running === 0 && this.#calls.every(({ results }) => results === 1);
  }

  /** Of each series: nothing is lost or doubled, whatever is going on; and when nothing runs, all of it is in its place. */
  check(): void {
    const { delivered, dropped, inFlight } = this.wire;
    const held = this.#held();
    const open = { counter: 0, level: 0 };
    for (const series of this.recorded.series) {
      const givenUp = [...dropped.values()].reduce((sum, amounts) => sum + amounts.of(series), 0);
      const known = delivered.of(series) + held.of(series) + inFlight.of(series) + givenUp;
      const openOfSeries = this.recorded.of(series) - known;
      expect(openOfSeries, `${series} is more than once somewhere`).toBeGreaterThanOrEqual(0);
      open[series.startsWith('counter') ? 'counter' : 'level'] += openOfSeries;
    }
    if (this.#isIdle) this.#checkOpen(open);
    this.#checkAccounting();
    this.#checkCalls();
  }

  /**
   * Points that are nowhere: a newer level took their place, or they were given up at the end. How many points a record stands for
   * that failed twice is known of its payload only: their number may be off by as many as were folded into records of others, and is exact
   * where none was.
   */
  #checkOpen(open: { readonly counter: number; readonly level: number }): void {
    const { shutdown = 0, superseded = 0 } = this.#exporter.accounting.dropped;
    if (!this.#isOver) expect(open.counter).toBe(0);
    if (this.#hasLevels) return;
    const folded = this.recorded.total - [...this.recorded.series].length;
    expect([open.counter > 0, superseded]).toEqual([shutdown > 0, 0]);
    expect(Math.abs(open.counter - shutdown)).toBeLessThanOrEqual(folded);
  }

  #checkAccounting(): void {
    const { accepted, delivered, held, inFlight, dropped } = this.#exporter.accounting;
    const total = Object.values(dropped).reduce((sum, points) => sum + points, 0);
    expect(delivered + held + inFlight + total).toBe(accepted);
    expect(Math.min(accepted, delivered, held, inFlight)).toBeGreaterThanOrEqual(0);
    expect(accepted).toBeLessThanOrEqual(this.recorded.total);
    if (this.#isIdle) expect(accepted).toBe(this.recorded.total);
    if (this.wire.waiting === 0 && this.#isIdle) expect(inFlight).toBe(0);
    const reasons = [...this.wire.dropped.keys(), 'superseded', 'shutdown'];
    expect(reasons).toEqual(expect.arrayContaining(Object.keys(dropped)));
  }

  #checkCalls(): void {
    const now = this.clock.monotonicMillis();
    for (const { startedAt, results } of this.#calls) {
      expect(results).toBeLessThanOrEqual(1);
      if (now >= startedAt + TIMEOUT_MILLIS) expect(results, 'an export is over at its deadline').toBe(1);
    }
  }

  /** Once all is over: nothing is held or under way, and levels are the last ones, if nothing was given up. */
  checkEnd(): void {
    expect(this.#exporter.accounting).toMatchObject({ held: 0, inFlight: 0 });
    if (this.wire.dropped.size > 0 || this.#isOver) return;
    for (const [series, level] of this.#levels) expect(this.wire.level(series)).toBe(`${level}`);
  }

  #held(): Amounts {
    const amounts = new Amounts();
    for (const entry of this.#holding.entries) {
      const { kind, head, value, payload } = entry as Partial<HeldEntry & BacklogEntry>;
      if (kind !== undefined) amounts.addLine(`${head}${value}`);
      if (payload !== undefined)
        for (const line of Buffer.from(payload).toString().split('\n').slice(0, -1)) amounts.addLine(line);
    }
    return amounts;
  }
}

function createBacklog(clock: FakeClock): Holding {
  const plenty = 1e9;
  return new Backlog({ clock, maxBytes: plenty, maxAgeMillis: plenty, resendWindowMillis: 0 });
}
