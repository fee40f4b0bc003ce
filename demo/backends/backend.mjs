import { openLossyRelay } from '../lossy-relay.mjs';

/**
 * A receiver of the sandbox that listens in one place, and which of its series somebody has asked for. Each backend adds
 * `take(report)`, which hears what the shop recorded, and what was received of a series of the shop: `counter(series)`
 * and `level(series)`, numbers, and `histogram(series)`, as `Summaries.compare` gives it.
 */
export class Backend {
  #receiver;
  #relay;
  #expected = new Set();

  constructor(name, receiver, relay) {
    this.name = name;
    this.#receiver = receiver;
    this.#relay = relay;
  }

  /** Of datagrams the first ones are lost on the way, if that is asked for; streams lose nothing. */
  static async open(name, receiver, lose = 0) {
    const { udp } = receiver.endpoints;
    const relay = lose > 0 && udp !== undefined ? await openLossyRelay(udp, lose) : undefined;
    return new Backend(name, receiver, relay);
  }

  get endpoint() {
    return this.#relay?.endpoint ?? Object.values(this.#receiver.endpoints)[0];
  }

  get lostDatagramCount() {
    return this.#relay?.lostCount ?? 0;
  }

  get badLineCount() {
    return this.#receiver.totals.badLineCount;
  }

  /** Calls back with everything that is received, as the receiver has parsed it. */
  onRecord(listener) {
    this.#receiver.on('record', (parsed) => listener(parsed));
  }

  /** A series of the receiver's totals, which know it by these. */
  find(...identity) {
    const found = this.#receiver.totals.find(...identity);
    if (found !== undefined) this.#expected.add(found);
    return found;
  }

  /** Series that nobody asked for. */
  unexpected() {
    const others = [...this.#receiver.totals.series.values()].filter((series) => !this.#expected.has(series));
    return others.map(({ name, type, tags }) =>
      [name, type, ...tags.map((tag) => tag.join('='))].filter(Boolean).join(' '),
    );
  }

  async close() {
    this.#relay?.close();
    await this.#receiver.close();
  }
}
