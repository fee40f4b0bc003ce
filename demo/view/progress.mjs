import { Pulse } from './pulse.mjs';

/** Says on the standard error how far a run of so many seconds is. */
export class Progress {
  #seconds;
  #started = performance.now();
  #isTTY = process.stderr.isTTY === true;
  #pulse = new Pulse(this.#isTTY ? 1000 : 5000);

  constructor(seconds) {
    this.#seconds = seconds;
  }

  refresh({ requests }) {
    if (!this.#pulse.isDue()) return;
    const passed = Math.round((performance.now() - this.#started) / 1000);
    const text = `${passed} of ${this.#seconds} s, ${requests} requests`;
    process.stderr.write(this.#isTTY ? `\r\u001b[K${text}` : `${text}\n`);
  }

  /** Takes back what a terminal shows of it. */
  clear() {
    if (this.#isTTY) process.stderr.write('\r\u001b[K');
  }
}
