import { expect } from 'vitest';
import { resendHeld } from '../../src/client/resend-held.js';
import type { Delivery } from '../../src/delivery/delivery.js';
import { FakeClock } from '../transport/fake-clock.js';
import { createTimedBench } from './timed-bench.js';
import { type Break, Wire } from './wire.js';
import { allTurns, inTenSeconds, outlast } from './workbench.js';

export type Step =
  | { readonly do: 'write' | 'run' | 'advance'; readonly count: number }
  | { readonly do: 'go out'; readonly share: number }
  | { readonly do: 'settle' | 'give up' }
  | { readonly do: 'break'; readonly how: Break };

const WINDOW_MILLIS = 5_000;
/** Eight of them are a batch. */
const PAYLOAD_BYTES = 8192;

export type Style = 'exporter' | 'client';

/** An application that writes payload after payload, as an exporter or as a client does. */
export class Application {
  readonly clock = new FakeClock();
  readonly wire: Wire;
  readonly delivery: Delivery;
  readonly #bench: ReturnType<typeof createTimedBench>;
  readonly #style: Style;
  #running: Promise<unknown> = Promise.resolve();
  #isRunning = false;
  /** Written since a run handed over all there was. */
  #unsent = 0;
  written = 0;

  constructor(style: Style, maxBatchesInFlight: number) {
    const { clock } = this;
    this.#style = style;
    this.wire = new Wire(clock, WINDOW_MILLIS, maxBatchesInFlight);
    this.#bench = createTimedBench({
      clock,
      transport: this.wire,
      maxPayloadBytes: PAYLOAD_BYTES,
      resendWindowMillis: WINDOW_MILLIS,
    });
    this.delivery = this.#bench.delivery;
  }

  write(count: number): void {
    for (let i = 0; i < count; i += 1) {
      this.#bench.write(`${this.written}`.padEnd(PAYLOAD_BYTES - 1));
      this.written += 1;
      this.#unsent += 1;
    }
  }

  /** Runs follow one another. */
  run(count: number): Promise<boolean> {
    const running = this.#running.then(async () => {
      this.#isRunning = true;
      const isClean = await (this.#style === 'exporter' ? this.#export(count) : this.#flush());
      this.#isRunning = false;
      return isClean;
    });
    this.#running = running;
    return running;
  }

  /** As `PushExporter` does it. */
  async #export(count: number): Promise<boolean> {
    const { delivery } = this;
    const deadline = inTenSeconds(this.clock);
    delivery.begin();
    await delivery.resend(deadline, () => delivery.pump(deadline));
    this.write(count);
    await delivery.pump(deadline);
    this.write(count >> 1);
    this.#unsent = 0;
    return delivery.flush(deadline);
  }

  /** As `Outlet` does it, except that it does not wait for the fate of what went out. */
  async #flush(): Promise<boolean> {
    const { delivery } = this;
    const deadline = inTenSeconds(this.clock);
    delivery.begin();
    if (delivery.hasHeld) await resendHeld(delivery, this.clock, deadline, () => this.written);
    this.#unsent = 0;
    await delivery.send(deadline);
    return !delivery.hasHeld && !delivery.hasInFlight;
  }

  async take(step: Step): Promise<void> {
    if (step.do === 'write' && this.#style === 'client') this.write(step.count);
    if (step.do === 'run') void this.run(step.count);
    if (step.do === 'advance') this.clock.advance(step.count * 1_000);
    if (step.do === 'go out') this.wire.goOut(step.share);
    if (step.do === 'settle') this.wire.settle();
    if (step.do === 'give up') this.wire.giveUp();
    if (step.do === 'break') await this.wire.break(step.how, allTurns);
    await allTurns();
  }

  /** Sends until nothing is left to send. */
  async recover(): Promise<void> {
    this.wire.open();
    while (!(await outlast(this.clock, this.run(0))));
  }

  /** Once all runs are over. */
  async close(): Promise<void> {
    await outlast(this.clock, this.#running);
    this.delivery.holdAll();
    this.#unsent = 0;
    await this.delivery.close(inTenSeconds(this.clock));
  }

  checkAccounts(droppedAtShutdown = 0): void {
    const { accepted, delivered, held, inFlight, dropped } = this.delivery.accounting;
    expect(dropped).toEqual(droppedAtShutdown === 0 ? {} : { shutdown: droppedAtShutdown });
    expect(accepted).toBe(this.written);
    expect(Math.min(delivered, held, inFlight)).toBeGreaterThanOrEqual(0);
    expect(delivered + held + inFlight + droppedAtShutdown).toBe(accepted);
    if (this.#isRunning) expect(inFlight).toBeGreaterThanOrEqual(this.wire.unsettled);
    else expect(inFlight).toBe(this.wire.unsettled + this.#unsent);
  }
}
