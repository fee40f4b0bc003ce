import { caveatOf } from '../fault/caveat.mjs';
import { openLossyRelay } from '../lossy-relay.mjs';

/** How long after a fault what waited may still come. */
const recoveryMillis = 15_000;

/**
 * A receiver of the sandbox, and which of its series somebody has asked for. Each backend adds `take(report)`, which hears
 * what the shop recorded, and what was received of a series of the shop: `counter(series)` and `level(series)`, numbers, and
 * `histogram(series)`, as `Summaries.compare` gives it; also `summaries`, where intervals are compared one by one.
 */
export class Backend {
  #receiver;
  #ownEndpoint;
  #relay;
  #allSeries;
  #expected = new Set();
  #faults = new Map();
  #recoversUntil;
  summaries = undefined;

  constructor(name, receiver, { allSeries, endpoint, relay }) {
    this.name = name;
    this.#receiver = receiver;
    this.#ownEndpoint = endpoint;
    this.#relay = relay;
    this.#allSeries = allSeries;
  }

  /**
   * Of datagrams the first `lose` ones are lost on the way; streams lose nothing. `allSeries()` gives everything that was
   * received, as objects with a `name`, or a `key`, and perhaps `type` and `tags`. `endpoint` is by default the only one.
   */
  static async open(name, receiver, { lose = 0, allSeries, endpoint } = {}) {
    const { endpoints, totals } = receiver;
    const relay = lose > 0 ? await openLossyRelay(endpoints.udp, lose) : undefined;
    return new Backend(name, receiver, {
      allSeries: allSeries ?? (() => totals.series.values()),
      endpoint: endpoint ?? Object.values(endpoints)[0],
      relay,
    });
  }

  get endpoint() {
    return this.#relay?.endpoint ?? this.#ownEndpoint;
  }

  get lostDatagramCount() {
    return this.#relay?.lostCount ?? 0;
  }

  /** Lines, or requests over HTTP, that the receiver did not take. */
  get refusedCount() {
    const { badLineCount, badRequestCount } = this.#receiver.totals;
    return badLineCount ?? badRequestCount;
  }

  get faultSwitch() {
    return this.#receiver.faultSwitch;
  }

  /** The faults that were seen so far, each kind once. */
  get faults() {
    return [...this.#faults.values()];
  }

  /** Looks whether a fault is on. While it is, and as long as what waited may come, intervals are not compared as they come. */
  noteFault() {
    const { active } = this.faultSwitch;
    if (active !== undefined) {
      this.#faults.set(active.kind, active);
      this.#recoversUntil = performance.now() + recoveryMillis;
      if (this.summaries?.isTimed || caveatOf(this.name, active)) this.summaries?.pause();
    } else if (performance.now() > this.#recoversUntil) this.settle();
  }

  /** All that waited has come. */
  settle() {
    this.#recoversUntil = undefined;
    this.summaries?.resume();
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
