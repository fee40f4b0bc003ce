import type { Clock, Timer } from '../clock.js';
import type { Delivery } from '../delivery/delivery.js';
import type { DroppedError } from '../errors.js';
import type { Logger } from '../logger.js';
import { Backoff } from '../transport/backoff.js';
import { before } from './before.js';
import { LossTeller } from './loss-teller.js';
import { resendHeld } from './resend-held.js';

export interface OutletOptions {
  /** What it is called in errors: the client's class. */
  readonly subject: string;
  readonly delivery: Delivery;
  readonly clock: Clock;
  readonly flushIntervalMillis: number;
  /** How long one attempt to send may take. */
  readonly timeoutMillis: number;
  readonly logger: Logger;
  /** Told when records were given up: once an outage, and once until the server takes everything again. */
  readonly onLost: (error: DroppedError) => void;
}

/** A megabyte: what a server that reads at all takes in no time. More is held, and takes the room of its series only. */
const MAX_READY_BATCHES = 16;
/** Twice as long as a connection may stall: by then the fate of everything is known. */
const SETTLE_MILLIS = 120_000;
/** What a closed transport leaves over, it does at once. */
const CLOSED_MILLIS = 100;
const MIN_RETRY_MILLIS = 1_000;
const MAX_RETRY_MILLIS = 30_000;

/**
 * Sends what a client writes, behind its back: full batches at once, the rest after the flush interval. While the server is
 * away, or does not keep up, records are held; nothing is sent before what was held earlier.
 */
export class Outlet {
  readonly #options: OutletOptions;
  readonly #delivery: Delivery;
  readonly #backoff: Backoff;
  readonly #loss: LossTeller;
  #flushTimer: Timer | undefined;
  #retryTimer: Timer | undefined;
  /** The attempt to send that runs; one at a time. */
  #work: Promise<void> | undefined;
  #isDue = false;
  #isWatching = false;
  #hasHandedOver = false;
  #isAway = false;
  #writes = 0;
  /** Nothing is taken any more. */
  isClosed = false;

  constructor(options: OutletOptions) {
    this.#options = options;
    this.#delivery = options.delivery;
    this.#loss = new LossTeller(options);
    this.#backoff = new Backoff({
      clock: options.clock,
      minMillis: MIN_RETRY_MILLIS,
      maxMillis: MAX_RETRY_MILLIS,
    });
  }

  /** Says that records were written into the packer. */
  wrote(): void {
    this.#writes += 1;
    if (this.#delivery.packer.hasReady) this.#onFull();
    else if (this.#flushTimer === undefined) this.#armFlush();
  }

  /** Says that something is held although nothing was written: an idle client would not look for it. */
  resume(): void {
    if (this.isClosed || !this.#delivery.hasHeld) return;
    if (this.#work !== undefined) this.#isDue = true;
    else if (this.#flushTimer === undefined) this.#armFlush();
  }

  /** Tries to send everything; resolves when it is sent or held, after at most two attempts. Never rejects. */
  async flush(deadline = this.#deadline()): Promise<void> {
    await this.#work;
    this.#start(deadline);
    await this.#work;
    await this.#delivery.settle(deadline);
  }

  /** Takes nothing more, sends until the deadline, and closes the transport. Never rejects. */
  async close(deadline: number): Promise<void> {
    const { clock } = this.#options;
    this.isClosed = true;
    await before(clock, deadline, this.flush(deadline));
    this.#delivery.holdAll();
    await this.#delivery.close(deadline);
    await before(clock, deadline + CLOSED_MILLIS, this.#work);
    this.#delivery.holdAll();
    this.#flushTimer?.cancel();
    this.#retryTimer?.cancel();
    this.#loss.tell();
  }

  #deadline(): number {
    return this.#options.clock.monotonicMillis() + this.#options.timeoutMillis;
  }

  #armFlush(): void {
    const { clock, flushIntervalMillis } = this.#options;
    this.#flushTimer = clock.setTimer(() => {
      this.#flushTimer = undefined;
      this.#onDue();
    }, flushIntervalMillis);
  }

  #onDue(): void {
    if (this.#isAway && this.#options.clock.monotonicMillis() < this.#backoff.until) this.#hold();
    else this.#start();
  }

  #onFull(): void {
    if (this.#work !== undefined) {
      if (this.#delivery.packer.readyCount > MAX_READY_BATCHES) this.#delivery.holdReady();
    } else this.#onDue();
  }

  #hold(): void {
    this.#delivery.holdAll();
    this.#loss.tell();
  }

  #start(deadline = this.#deadline()): void {
    if (this.#work !== undefined) {
      this.#isDue = true;
      return;
    }
    this.#flushTimer?.cancel();
    this.#flushTimer = undefined;
    this.#work = (this.#isAway ? this.#retry(deadline) : this.#send(deadline)).then(() => {
      this.#work = undefined;
      const goesOn = this.#isDue || this.#delivery.packer.hasReady;
      this.#isDue = false;
      if (goesOn) this.#onDue();
    });
  }

  async #send(deadline: number): Promise<void> {
    const { clock } = this.#options;
    if (this.#delivery.hasHeld) await resendHeld(this.#delivery, clock, deadline, () => this.#writes);
    await this.#delivery.send(deadline);
    this.#hasHandedOver = true;
    if (!this.#isWatching) void this.#watch();
  }

  /** Notices the fate of what was handed over, while further batches go out. */
  async #watch(): Promise<void> {
    const { clock } = this.#options;
    this.#isWatching = true;
    while (this.#hasHandedOver && !this.#isAway) {
      this.#hasHandedOver = false;
      const isTaken = await this.#delivery.settle(clock.monotonicMillis() + SETTLE_MILLIS);
      if (isTaken) this.#loss.taken();
      if (this.#hasHandedOver) continue;
      if (isTaken) this.#onTaken();
      else this.#goAway();
    }
    this.#isWatching = false;
  }

  /**
   * One attempt after a failure. Nothing else goes out before its fate is known, and it waits for the fate of what went out
   * before: an older value that fails late must find the newer one held.
   */
  async #retry(deadline: number): Promise<void> {
    const { clock } = this.#options;
    this.#retryTimer?.cancel();
    if (this.#delivery.hasInFlight) await this.#delivery.settle(deadline);
    if (this.#delivery.hasInFlight) return this.#goAway();
    this.#delivery.holdAll();
    this.#delivery.begin();
    await resendHeld(this.#delivery, clock, deadline, () => this.#writes);
    await this.#delivery.send(deadline);
    if (!(await this.#delivery.settle(deadline))) return this.#goAway();
    this.#loss.taken();
    this.#onTaken();
  }

  #onTaken(): void {
    this.#isAway = false;
    this.#backoff.succeeded();
    const { hasHeld } = this.#delivery;
    if (hasHeld && this.#flushTimer === undefined && !this.isClosed) this.#armFlush();
  }

  #goAway(): void {
    this.#isAway = true;
    this.#backoff.failed();
    this.#loss.tell();
    if (this.isClosed) return;
    const { clock } = this.#options;
    const delayMillis = Math.max(0, this.#backoff.until - clock.monotonicMillis());
    this.#retryTimer = clock.setTimer(() => {
      if (this.#delivery.hasHeld) this.#start();
    }, delayMillis);
  }
}
