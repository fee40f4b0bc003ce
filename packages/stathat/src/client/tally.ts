import type { Accounting } from '@otelwire/core';

/** The accounting of points that are sent by themselves. */
export class Tally {
  #accepted = 0;
  #delivered = 0;
  readonly #dropped: Record<string, number> = {};

  accept(): void {
    this.#accepted += 1;
  }

  deliver(): void {
    this.#delivered += 1;
  }

  drop(reason: string): void {
    this.#dropped[reason] = (this.#dropped[reason] ?? 0) + 1;
  }

  get accounting(): Accounting {
    const dropped = Object.values(this.#dropped).reduce((sum, points) => sum + points, 0);
    const inFlight = this.#accepted - this.#delivered - dropped;
    const { ...reasons } = this.#dropped;
    return { accepted: this.#accepted, delivered: this.#delivered, held: 0, inFlight, dropped: reasons };
  }
}

/** Of several ways together. */
export function sumOf(parts: readonly Accounting[]): Accounting {
  const dropped: Record<string, number> = {};
  for (const part of parts) {
    for (const [reason, points] of Object.entries(part.dropped)) {
      dropped[reason] = (dropped[reason] ?? 0) + points;
    }
  }
  const total = (name: 'accepted' | 'delivered' | 'held' | 'inFlight') =>
    parts.reduce((sum, part) => sum + part[name], 0);
  return {
    accepted: total('accepted'),
    delivered: total('delivered'),
    held: total('held'),
    inFlight: total('inFlight'),
    dropped,
  };
}
