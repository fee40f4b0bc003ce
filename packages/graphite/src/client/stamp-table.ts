import type { Format, Stamp } from '../wire/format.js';

/** Most calls are of now; and series with intervals of their own have a few seconds more. */
const MAX_STAMPS = 64;

/** The stamps of the seconds that were used last. */
export class StampTable {
  readonly #format: Format;
  readonly #seconds = new Float64Array(MAX_STAMPS);
  readonly #stamps: (Stamp | undefined)[] = Array.from({ length: MAX_STAMPS }, () => undefined);

  constructor(format: Format) {
    this.#format = format;
  }

  find(second: number): Stamp {
    const place = second % MAX_STAMPS;
    const known = this.#stamps[place];
    return known !== undefined && this.#seconds[place] === second ? known : this.#make(second, place);
  }

  #make(second: number, place: number): Stamp {
    const stamp = this.#format.stamp(second);
    this.#seconds[place] = second;
    this.#stamps[place] = stamp;
    return stamp;
  }
}
