import type { PackedBatch } from '../payload/packer.js';

/** A batch that the transport has. */
export interface Flight {
  readonly batch: PackedBatch;
  /** What was made then or later goes out once more, even if it is delivered. */
  resendFrom: number;
}

/** Batches whose fate is open. */
export class Flights {
  readonly #flights = new Map<Flight, Promise<void>>();

  get size(): number {
    return this.#flights.size;
  }

  /** `start` hands it over, and resolves when its fate is known. */
  add(batch: PackedBatch, start: (flight: Flight) => Promise<void>): void {
    const flight = { batch, resendFrom: Number.POSITIVE_INFINITY };
    this.#flights.set(flight, start(flight));
  }

  delete(flight: Flight): void {
    this.#flights.delete(flight);
  }

  /** When the next one's fate is known. */
  any(): Promise<unknown> {
    return Promise.race(this.#flights.values());
  }

  all(): Promise<unknown> {
    return Promise.all(this.#flights.values());
  }

  /** Lets go out once more what was made at `madeAt` or later. */
  resendFrom(madeAt: number): void {
    for (const flight of this.#flights.keys()) {
      const first = flight.batch.madeAt.find((moment) => moment >= madeAt);
      if (first !== undefined) flight.resendFrom = Math.min(flight.resendFrom, first);
    }
  }
}
