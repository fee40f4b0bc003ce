/** Tells whether it is time again. */
export class Pulse {
  #periodMillis;
  #last = performance.now();

  constructor(periodMillis) {
    this.#periodMillis = periodMillis;
  }

  isDue() {
    const now = performance.now();
    if (now - this.#last < this.#periodMillis) return false;
    this.#last = now;
    return true;
  }
}
