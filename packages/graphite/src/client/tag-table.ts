import { type AttributePairs, type Series, SeriesTable } from '@otelwire/core';
import type { Tags } from './points.js';

/** After so many calls it is seen what was not used in them. */
const CALLS_OF_A_PASS = 10_000;

/** Finds the bytes of a call's tags by their content, and forgets those that do not come again. */
export class TagTable {
  readonly #series: SeriesTable;
  /** For calls without tags of their own. */
  readonly none: Series;
  #pass: number;
  #calls = 0;

  constructor(render: (tags: AttributePairs) => string) {
    this.#series = new SeriesTable({ accepts: () => true, render, onCollision() {} });
    this.none = this.#series.find({});
    this.#pass = this.#series.beginPass();
  }

  find(tags: Tags): Series {
    this.#calls += 1;
    if (this.#calls % CALLS_OF_A_PASS === 0) this.#beginPass();
    const series = this.#series.find(tags);
    series.lastPass = this.#pass;
    return series;
  }

  #beginPass(): void {
    this.#series.trim();
    this.#pass = this.#series.beginPass();
  }
}
