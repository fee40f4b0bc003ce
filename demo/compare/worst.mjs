import { isEqual, relativeError } from './equality.mjs';

/** Of many pairs, the one that is the furthest off, by what is allowed for it. */
class Worst {
  pair;
  #badness = -1;

  note(recorded, received, allowed) {
    const error = relativeError(recorded, received);
    const badness = Math.abs(error) / allowed;
    if (badness <= this.#badness) return;
    this.#badness = badness;
    this.pair = { recorded, received, error, allowed, equal: isEqual(recorded, received, allowed) };
  }

  include(other) {
    if (other.pair !== undefined) this.note(other.pair.recorded, other.pair.received, other.pair.allowed);
  }
}

export const percents = [50, 95, 99];

/** A `Worst` for each percentile. */
export function worstPercentiles() {
  return new Map(percents.map((percent) => [percent, new Worst()]));
}
