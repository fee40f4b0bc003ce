import { oneOf } from './random.mjs';

const percents = [5, 30, 80, 100];

/** Another fault on every backend each second, by chance: that of a seed is always the same. */
export class FaultStorm {
  /** How often each was begun. */
  counts = {};
  #backends;
  #random;
  #timer;
  #setting = Promise.resolve();

  constructor(backends, random) {
    this.#backends = backends;
    this.#random = random;
  }

  start() {
    this.#timer = setInterval(() => this.#turn(), 1000);
  }

  /** Ends all faults. */
  async stop() {
    clearInterval(this.#timer);
    await this.#setting;
    await this.#setAll(() => undefined);
  }

  #turn() {
    const faults = Object.fromEntries(
      Object.entries(this.#backends.kinds).map(([name, kinds]) => [name, this.#next(name, kinds)]),
    );
    this.#setting = this.#setting.then(() => this.#setAll((name) => faults[name]));
  }

  #next(name, kinds) {
    const kind = oneOf(this.#random, kinds);
    this.counts[name] ??= {};
    this.counts[name][kind] = (this.counts[name][kind] ?? 0) + 1;
    return kind === 'drop' ? { kind, percent: oneOf(this.#random, percents) } : { kind };
  }

  async #setAll(faultOf) {
    const names = Object.keys(this.#backends.kinds);
    await Promise.all(names.map((name) => this.#backends.setFault(name, faultOf(name))));
  }
}
