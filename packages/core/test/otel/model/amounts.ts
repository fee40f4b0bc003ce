import { readLine } from '../line-encoder.js';

/** Each point of a counter adds this much: so an amount also tells how many points it is of. */
export const AMOUNT = 7;

/** Points by series. */
export class Amounts {
  readonly #points = new Map<string, number>();

  add(series: string, points = 1): void {
    this.#points.set(series, this.of(series) + points);
  }

  addLine(line: string): void {
    const { series, kind, value } = readLine(line);
    this.add(series, kind === 'delta-sum' ? Number(value) / AMOUNT : 1);
  }

  of(series: string): number {
    return this.#points.get(series) ?? 0;
  }

  get series(): Iterable<string> {
    return this.#points.keys();
  }

  get total(): number {
    return [...this.#points.values()].reduce((sum, points) => sum + points, 0);
  }
}
