import { openLossyRelay } from '../lossy-relay.mjs';

/**
 * A receiver of the sandbox that listens in one place, and which of its series somebody has asked for. Each backend adds
 * `take(report)`, which hears what the shop recorded, and what was received of a series of the shop: `counter(series)`
 * and `level(series)`, numbers, and `histogram(series)`, as `Summaries.compare` gives it.
 */
export class Backend {
  #receiver;
  #relay;
  #allSeries;
  #expected = new Set();

  constructor(name, receiver, allSeries, relay) {
    this.name = name;
    this.#receiver = receiver;
    this.#allSeries = allSeries;
    this.#relay = relay;
  }

  /**
   * Of datagrams the first `lose` ones are lost on the way; streams lose nothing. `allSeries()` gives everything that was
   * received, as objects with a `name`, or a `key`, and perhaps `type` and `tags`.
   */
  static async open(name, receiver, { lose = 0, allSeries = () => receiver.totals.series.values() } = {}) {
    const { udp } = receiver.endpoints;
    const relay = lose > 0 && udp !== undefined ? await openLossyRelay(udp, lose) : undefined;
    return new Backend(name, receiver, allSeries, relay);
  }

  get endpoint() {
    return this.#relay?.endpoint ?? Object.values(this.#receiver.endpoints)[0];
  }

  get lostDatagramCount() {
    return this.#relay?.lostCount ?? 0;
  }

  /** Lines, or requests over HTTP, that the receiver did not take. */
  get refusedCount() {
    const { badLineCount, badRequestCount } = this.#receiver.totals;
    return badLineCount ?? badRequestCount;
  }

  /** Calls back with everything that is received, as the receiver has parsed it. */
  onRecord(listener) {
    this.#receiver.on('record', (parsed) => listener(parsed));
  }

  /** A series of the receiver's totals, which know it by these. */
  find(...identity) {
    return this.expect(this.#receiver.totals.find(...identity));
  }

  /** Notes that somebody has asked for this one of all series. */
  expect(series) {
    if (series !== undefined) this.#expected.add(series);
    return series;
  }

  /** Series that nobody asked for. */
  unexpected() {
    const others = [...this.#allSeries()].filter((series) => !this.#expected.has(series));
    return others.map(({ key, name = key, type, tags = [] }) =>
      [name, type, ...tags.map((tag) => tag.join('='))].filter(Boolean).join(' '),
    );
  }

  async close() {
    this.#relay?.close();
    await this.#receiver.close();
  }
}
