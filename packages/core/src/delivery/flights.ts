import type { Clock } from '../clock.js';
import { TransportError } from '../errors.js';
import type { PackedBatch } from '../payload/packer.js';
import { byDeadline } from '../transport/deadline.js';
import type { SendOutcome, Transport } from '../transport/transport.js';
import { withoutTracing } from '../without-tracing.js';

/** A batch that the transport has. */
export interface Flight {
  readonly batch: PackedBatch;
  /** What was made then or later goes out once more, even if it is delivered. */
  resendFrom: number;
}

export interface FlightsOptions {
  readonly transport: Transport;
  readonly clock: Clock;
  /** Told the fate of a batch, when it is no longer in flight. */
  readonly onEnd: (flight: Flight, outcome: SendOutcome) => void;
}

/** Batches whose fate is open. */
export class Flights {
  readonly #options: FlightsOptions;
  readonly #flights = new Map<Flight, Promise<void>>();

  constructor(options: FlightsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#flights.size;
  }

  /** Whether the transport takes no more. */
  get isFull(): boolean {
    return this.size >= this.#options.transport.maxBatchesInFlight;
  }

  /** Hands a batch over. */
  start(batch: PackedBatch, deadline: number): void {
    const { onEnd, transport } = this.#options;
    const flight = { batch, resendFrom: Number.POSITIVE_INFINITY };
    const end = (outcome: SendOutcome) => {
      this.#flights.delete(flight);
      onEnd(flight, outcome);
    };
    // a transport never rejects, but one that a user brings may
    const broken = (cause: unknown) =>
      end({ delivered: 0, error: new TransportError(transport.description, 'failed', { cause }) });
    const sent = withoutTracing(() => transport.send(batch, deadline));
    this.#flights.set(flight, sent.then(end, broken));
  }

  /** Resolves when the transport takes one more, or at the deadline. */
  async room(deadline: number): Promise<void> {
    while (this.isFull) {
      if (!(await this.#before(deadline, Promise.race(this.#flights.values())))) return;
    }
  }

  /** Whether the fate of all is known by the deadline. */
  areOver(deadline: number): Promise<boolean> {
    return this.#before(deadline, Promise.all(this.#flights.values()));
  }

  /** Whether the fate of the one that was handed over last is known by the deadline. */
  lastIsOver(deadline: number): Promise<boolean> {
    return this.#before(deadline, Promise.resolve([...this.#flights.values()].at(-1)));
  }

  /** Lets go out once more what was made at `madeAt` or later. */
  resendFrom(madeAt: number): void {
    for (const flight of this.#flights.keys()) {
      const first = flight.batch.madeAt.find((moment) => moment >= madeAt);
      if (first !== undefined) flight.resendFrom = Math.min(flight.resendFrom, first);
    }
  }

  /** Whether `promise` resolves before the deadline. */
  async #before(deadline: number, promise: Promise<unknown>): Promise<boolean> {
    const inTime = promise.then(() => true);
    return (await byDeadline(this.#options.clock, inTime, deadline)) ?? false;
  }
}
