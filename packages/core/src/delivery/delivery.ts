import type { TransportError } from '../errors.js';
import type { PackedBatch, Packer } from '../payload/packer.js';
import type { SendOutcome, Transport } from '../transport/transport.js';
import type { Accounting } from './accounting.js';
import { countOutcome } from './count-outcome.js';
import type { DeliveryOptions } from './delivery-options.js';
import { type Flight, Flights } from './flights.js';
import type { Holding } from './holding.js';
import { Leftovers } from './leftovers.js';
import { Outage } from './outage.js';
import { Recall } from './recall.js';
import { Spooling } from './spooling.js';
import { Tally } from './tally.js';

/**
 * Sees to it that every data point is delivered, held, or counted as dropped.
 *
 * Records are written into `packer`; full batches go to the transport as far as it takes them; what fails goes to
 * `holding` and is written again by the next `resend`.
 */
export class Delivery<Entry = unknown> {
  readonly packer: Packer;
  readonly transport: Transport;
  readonly #holding: Holding<Entry>;
  readonly #tally: Tally;
  readonly outage: Outage;
  readonly #inFlight: Flights;
  readonly #leftovers: Leftovers<Entry>;
  /** Absent where nothing is kept in files. */
  readonly spooling: Spooling<Entry> | undefined;
  /** Absent where the backend answers for what was sent, and after the end. */
  #recall: Recall | undefined;
  /** The last run in which a batch failed: the rest of it is held without being tried. */
  #failedSequence = -1;

  constructor(options: DeliveryOptions<Entry>) {
    const { clock, holding, logger, onDown, onRecalled, packer, quietReasons, spool, transport } = options;
    const { description } = transport;
    const tally = new Tally(logger, quietReasons);
    const inFlight = new Flights({ transport, clock, onEnd: (...flight) => this.#settle(...flight) });
    if (holding.sent !== undefined && transport.onBroken !== undefined) {
      this.#recall = new Recall({ sent: holding.sent, inFlight, tally, description, logger, onRecalled });
      transport.onBroken((end) => this.#recall?.after(end));
    }
    this.packer = packer;
    this.transport = transport;
    this.#holding = holding;
    this.#tally = tally;
    this.outage = new Outage({ description, logger, onDown });
    this.#inFlight = inFlight;
    const common = { packer, holding, tally, recall: this.#recall, logger };
    this.#leftovers = new Leftovers({ ...common, description });
    if (spool !== undefined) this.spooling = new Spooling({ ...common, settings: spool, clock });
  }

  get accounting(): Accounting {
    return this.#tally.accounting(this.#holding.points);
  }

  /** Whether something waits to be sent again. */
  get hasHeld(): boolean {
    return !this.#holding.isEmpty;
  }

  /** Whether the fate of something that was handed over is not known yet. */
  get hasInFlight(): boolean {
    return this.#inFlight.size > 0;
  }

  /** Whether the last run found the backend away. */
  get isDown(): boolean {
    return this.outage.isOn;
  }

  /** Points that were given up because of the backend, not because of what they were. */
  get lost(): number {
    return this.#tally.lost;
  }

  /** What the backend said to the last of them; undefined when they were given up for want of room or time. */
  get lossCause(): TransportError | undefined {
    return this.#tally.lossCause;
  }

  /** Counts points that come in; each must end in `packer.endPoint` or in `drop`. */
  accept(points: number): void {
    this.#tally.accept(points);
    this.#leftovers.newestSequence = this.packer.sequence;
  }

  /** Counts points that cannot be sent at all; the first of each reason is logged. */
  drop(reason: string, points: number): void {
    this.#tally.drop(reason, points);
  }

  /** Begins a run: the records of one export or flush. Returns its number. */
  begin(): number {
    this.packer.sequence += 1;
    return this.packer.sequence;
  }

  /**
   * Writes what is held into the packer, as long as the backend takes it. After each `turn`, in which others may have written too,
   * `resumed` is called before anything else is written. While the backend is away, one entry goes out first: unless that arrives
   * by the deadline, nothing else is tried in this run.
   */
  async resend(deadline: number, turn: () => void | Promise<void>, resumed = () => {}): Promise<void> {
    if (this.#holding.journal?.takesAlone && this.hasInFlight) {
      // then what is written next is held as well, and overtakes nothing
      this.#failedSequence = this.packer.sequence;
      return;
    }
    const hasFailed = () => this.#hasFailed(this.packer.sequence);
    const probe = () => (this.isDown ? this.#probe(deadline) : turn());
    await this.#leftovers.resend({ hasFailed, probe, turn, resumed });
  }

  /** Hands over the batches that are full; resolves when more may be written. */
  pump(deadline: number): Promise<void> {
    return this.#send(this.packer.takeReady(), deadline);
  }

  /** Holds the batches that are full instead of sending them: for callers who cannot wait and must not pile them up. */
  holdReady(): void {
    this.#leftovers.holdAll(this.packer.takeReady());
  }

  /** Holds all that was written and not handed over: then what is held goes first, and nothing overtakes it. */
  holdAll(): void {
    this.#leftovers.holdAll(this.packer.takeAll());
  }

  /** Hands over everything that was written; resolves when more may be written. */
  send(deadline: number): Promise<void> {
    return this.#send(this.packer.takeAll(), deadline);
  }

  /** Hands over everything that was written and waits for its fate, until the deadline. True when all was delivered. */
  async flush(deadline: number): Promise<boolean> {
    await this.send(deadline);
    const isClean = await this.settle(deadline);
    // a batch of an earlier run may have failed meanwhile
    return isClean && this.#holding.isEmpty;
  }

  /** Waits for the fate of what was handed over, until the deadline. True when none of this run has failed. */
  async settle(deadline: number): Promise<boolean> {
    const isClean = (await this.#inFlight.areOver(deadline)) && !this.#hasFailed(this.packer.sequence);
    if (isClean && this.#holding.isEmpty) {
      this.outage.end();
      this.#holding.journal?.clear();
    }
    return isClean;
  }

  /** Closes the transport. What is still held then is dropped, and said. */
  async close(deadline: number): Promise<void> {
    await this.transport.close(deadline);
    await this.#inFlight.areOver(deadline);
    this.#recall = undefined;
    this.#leftovers.end();
    this.spooling?.close();
  }

  async #probe(deadline: number): Promise<void> {
    await this.send(deadline);
    if (!(await this.#inFlight.lastIsOver(deadline))) this.#failedSequence = this.packer.sequence;
  }

  #hasFailed(sequence: number): boolean {
    return this.#failedSequence === sequence;
  }

  async #send(batches: readonly PackedBatch[], deadline: number): Promise<void> {
    for (const batch of batches) {
      if (this.#inFlight.isFull) await this.#inFlight.room(deadline);
      // there is no more time: the rest of the run need not be tried either
      if (this.#inFlight.isFull) this.#failedSequence = Math.max(this.#failedSequence, batch.sequence);
      if (this.#hasFailed(batch.sequence) || this.#recall?.forbids(batch)) this.#leftovers.hold(batch, 0);
      else this.#inFlight.start(batch, deadline);
    }
    this.#holding.journal?.flush();
  }

  #settle(flight: Flight, outcome: SendOutcome): void {
    const { batch } = flight;
    const { delivered, error } = outcome;
    countOutcome(this.#tally, batch, outcome, this.packer.prefixBytes);
    this.spooling?.gone(batch, 0, delivered);
    this.#recall?.keep(flight, delivered, this.packer.prefixBytes);
    if (error === undefined) this.packer.release(batch);
    else {
      this.#failedSequence = Math.max(this.#failedSequence, batch.sequence);
      if (!error.retryable) this.spooling?.gone(batch, delivered, batch.ends.length);
      this.#leftovers.fail(batch, delivered, error);
      this.outage.begin(error);
    }
    this.#holding.journal?.flush();
  }
}
