import type { Clock } from '../clock.js';
import { TransportError } from '../errors.js';
import type { Logger } from '../logger.js';
import type { PackedBatch, Packer } from '../payload/packer.js';
import { payloadAt } from '../payload/payload-at.js';
import { byDeadline } from '../transport/deadline.js';
import type { ConnectionEnd, SendOutcome, Transport } from '../transport/transport.js';
import type { Accounting } from './accounting.js';
import { type Flight, Flights } from './flights.js';
import type { Dropped, Holding, Recalled, SentPayloads } from './holding.js';

export interface DeliveryOptions<Entry> {
  readonly transport: Transport;
  readonly packer: Packer;
  readonly holding: Holding<Entry>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Told once when the backend is found away, with what is also logged. */
  readonly onDown?: ((error: TransportError) => void) | undefined;
  /** Told when points that had been delivered are held again. */
  readonly onRecalled?: (() => void) | undefined;
}

/** Between two looks at the clock and the socket while held entries are written. */
const ENTRIES_PER_TURN = 128;

/**
 * Sees to it that every data point is delivered, held, or counted as dropped.
 *
 * Records are written into `packer`; full batches go to the transport as far as it takes them; what fails goes to
 * `holding` and is written again by the next `resend`.
 */
export class Delivery<Entry = unknown> {
  readonly packer: Packer;
  readonly #transport: Transport;
  readonly #holding: Holding<Entry>;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #onDown: DeliveryOptions<Entry>['onDown'];
  readonly #onRecalled: DeliveryOptions<Entry>['onRecalled'];
  /** Where nobody answers for what was sent. */
  readonly #sent: SentPayloads | undefined;
  readonly #inFlight = new Flights();
  readonly #dropped: Dropped = {};
  #accepted = 0;
  #delivered = 0;
  /** The last run in which a batch failed: the rest of it is held without being tried. */
  #failedSequence = -1;
  #lost = 0;
  #isDown = false;
  #isClosed = false;

  constructor(options: DeliveryOptions<Entry>) {
    this.packer = options.packer;
    this.#transport = options.transport;
    this.#holding = options.holding;
    this.#clock = options.clock;
    this.#logger = options.logger;
    this.#onDown = options.onDown;
    this.#onRecalled = options.onRecalled;
    const { sent } = this.#holding;
    if (sent !== undefined && this.#transport.onBroken !== undefined) {
      this.#sent = sent;
      this.#transport.onBroken((end) => this.#onBroken(end));
    }
  }

  get accounting(): Accounting {
    const dropped = Object.values(this.#dropped).reduce((sum, points) => sum + points, 0);
    const held = this.#holding.points;
    return {
      accepted: this.#accepted,
      delivered: this.#delivered,
      held,
      inFlight: this.#accepted - this.#delivered - held - dropped,
      dropped: { ...this.#dropped },
    };
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
    return this.#isDown;
  }

  /** Counts points that come in; each must end in `packer.endPoint` or in `drop`. */
  accept(points: number): void {
    this.#accepted += points;
  }

  /** Counts points that cannot be sent at all; the first of each reason is logged. */
  drop(reason: string, points: number): void {
    if (this.#dropped[reason] === undefined) {
      this.#logger.warn(`data points are dropped (${reason}); further ones for this reason are only counted`);
    }
    this.#dropped[reason] = (this.#dropped[reason] ?? 0) + points;
  }

  /** Points that were given up because of the backend, not because of what they were. */
  get lost(): number {
    return this.#lost;
  }

  /** Begins a run: the records of one export or flush. Returns its number. */
  begin(): number {
    this.packer.sequence += 1;
    return this.packer.sequence;
  }

  /**
   * Writes what is held into the packer, as long as the backend takes it. After each `turn`, in which others may have
   * written too, `resumed` is called before anything else is written.
   */
  async resend(turn: () => void | Promise<void>, resumed = () => {}): Promise<void> {
    const entries = this.#holding.takeAll();
    for (let i = 0; i < entries.length; i += 1) {
      if (this.#hasFailed(this.packer.sequence)) {
        for (const entry of entries.slice(i)) this.#lose(this.#holding.putBack(entry));
        return;
      }
      const entry = entries[i] as Entry;
      this.#lose(this.#holding.write(entry, this.packer));
      if (i % ENTRIES_PER_TURN !== 0 && !this.packer.hasReady) continue;
      await turn();
      resumed();
    }
  }

  /** Hands over the batches that are full; resolves when more may be written. */
  pump(deadline: number): Promise<void> {
    return this.#send(this.packer.takeReady(), deadline);
  }

  /** Holds the batches that are full instead of sending them: for callers who cannot wait and must not pile them up. */
  holdReady(): void {
    for (const batch of this.packer.takeReady()) this.#hold(batch, 0);
  }

  /** Holds all that was written and not handed over: then what is held goes first, and nothing overtakes it. */
  holdAll(): void {
    for (const batch of this.packer.takeAll()) this.#hold(batch, 0);
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
    const settled = await this.#before(deadline, this.#inFlight.all());
    const isClean = settled && !this.#hasFailed(this.packer.sequence);
    if (isClean && this.#isDown && this.#holding.isEmpty) {
      this.#isDown = false;
      this.#logger.info(`${this.#transport.description} takes data again; what was held has been sent`);
    }
    return isClean;
  }

  /** Closes the transport. What is still held then is dropped, and said. */
  async close(deadline: number): Promise<void> {
    await this.#transport.close(deadline);
    await this.#before(deadline, this.#inFlight.all());
    this.#isClosed = true;
    const { points } = this.#holding;
    this.#holding.takeAll();
    if (points === 0) return;
    this.#lose({ shutdown: points });
    this.#logger.error(
      `${this.#transport.description}: ${points} data points were still held at shutdown and are lost`,
    );
  }

  #hasFailed(sequence: number): boolean {
    return this.#failedSequence === sequence;
  }

  async #send(batches: readonly PackedBatch[], deadline: number): Promise<void> {
    for (const batch of batches) {
      while (this.#inFlight.size >= this.#transport.maxBatchesInFlight) {
        if (!(await this.#before(deadline, this.#inFlight.any()))) break;
      }
      const isLate = this.#inFlight.size >= this.#transport.maxBatchesInFlight;
      if (isLate || this.#hasFailed(batch.sequence) || this.#wouldOvertake(batch)) this.#hold(batch, 0);
      else this.#start(batch, deadline);
    }
  }

  /** Where the last that was written stays, nothing goes out while something older is held. */
  #wouldOvertake({ madeAt }: PackedBatch): boolean {
    return this.#sent !== undefined && this.#sent.heldSince < (madeAt.at(-1) as number);
  }

  #start(batch: PackedBatch, deadline: number): void {
    this.#inFlight.add(batch, (flight) => {
      const settle = (outcome: SendOutcome) => {
        this.#inFlight.delete(flight);
        this.#settle(flight, outcome);
      };
      // a transport never rejects, but one that a user brings may
      const broken = (cause: unknown) =>
        settle({ delivered: 0, error: new TransportError(this.#transport.description, 'failed', { cause }) });
      return this.#transport.send(batch, deadline).then(settle, broken);
    });
  }

  #settle(flight: Flight, outcome: SendOutcome): void {
    const { batch } = flight;
    const { delivered, error, lost = [] } = outcome;
    this.#delivered += delivered === 0 ? 0 : (batch.points[delivered - 1] as number);
    this.#keepSent(flight, delivered);
    for (const one of lost) {
      const { points } = payloadAt(batch, one.payload, this.packer.prefixBytes);
      this.#delivered -= points;
      if (this.#dropped[one.reason] === undefined) {
        this.#logger.error(`${one.error.message}. Data points are lost (${one.reason})`);
      }
      this.#lose({ [one.reason]: points });
    }
    if (error === undefined) {
      this.packer.release(batch);
      return;
    }
    this.#failedSequence = Math.max(this.#failedSequence, batch.sequence);
    if (error.retryable) this.#hold(batch, delivered);
    else this.#giveUp(batch, delivered, 'rejected');
    this.#sayDown(error);
  }

  /** Holds the payloads of a batch from number `first` on. */
  #hold(batch: PackedBatch, first: number): void {
    if (this.#isClosed) {
      this.#giveUp(batch, first, 'shutdown');
      return;
    }
    const isLatest = batch.sequence === this.packer.sequence;
    for (let i = first; i < batch.ends.length; i += 1) {
      const { payload, points, madeAt } = payloadAt(batch, i, this.packer.prefixBytes);
      this.#lose(this.#holding.hold(payload, points, batch.order, isLatest, madeAt));
    }
    if (first < batch.ends.length) this.#resendFrom(batch.madeAt[first] as number);
    this.packer.release(batch);
  }

  /** Of the first `count` payloads of a batch, which were delivered. */
  #keepSent({ batch, resendFrom }: Flight, count: number): void {
    if (this.#sent === undefined || this.#isClosed) return;
    for (let i = 0; i < count; i += 1) {
      const { payload, points, madeAt } = payloadAt(batch, i, this.packer.prefixBytes);
      this.#sent.keep(payload, points, madeAt);
    }
    if (Number.isFinite(resendFrom)) this.#resendFrom(resendFrom);
  }

  /** What was made at `madeAt` is held: what is newer and went out before it follows it once more. */
  #resendFrom(madeAt: number): void {
    if (this.#sent === undefined) return;
    this.#inFlight.resendFrom(madeAt);
    this.#countRecalled(this.#sent.recallFrom(madeAt));
  }

  /** What is in flight may not be read either, whatever becomes of it. */
  #onBroken(end: ConnectionEnd): void {
    if (this.#sent === undefined || this.#isClosed) return;
    this.#inFlight.resendFrom(Number.NEGATIVE_INFINITY);
    this.#countRecalled(this.#sent.recall(end));
  }

  #countRecalled({ points, dropped }: Recalled): void {
    this.#delivered -= points;
    this.#lose(dropped);
    if (points === 0) return;
    this.#logger.debug(`${this.#transport.description}: ${points} data points are sent again`);
    this.#onRecalled?.();
  }

  /** Drops the payloads of a batch from number `first` on. */
  #giveUp(batch: PackedBatch, first: number, reason: string): void {
    const total = batch.points.at(-1) as number;
    this.#lose({ [reason]: total - (first === 0 ? 0 : (batch.points[first - 1] as number)) });
    this.packer.release(batch);
  }

  #lose(dropped: Dropped): void {
    for (const reason in dropped) {
      const points = dropped[reason] as number;
      if (points === 0) continue;
      this.#dropped[reason] = (this.#dropped[reason] ?? 0) + points;
      if (reason !== 'superseded') this.#lost += points;
    }
  }

  #sayDown(error: TransportError): void {
    if (this.#isDown) {
      this.#logger.debug(error.message);
      return;
    }
    this.#isDown = true;
    const consequence = error.retryable ? 'are held and will be sent again' : 'that it refused are dropped';
    const end = error.message.endsWith('?') ? '' : '.';
    this.#logger.warn(`${error.message}${end} Data points ${consequence}`);
    this.#onDown?.(error);
  }

  /** Whether `promise` resolves before the deadline. */
  async #before(deadline: number, promise: Promise<unknown>): Promise<boolean> {
    const inTime = promise.then(() => true);
    return (await byDeadline(this.#clock, inTime, deadline)) ?? false;
  }
}
