import { createStatsdReceiver } from '@otelwire/sandbox';
import { openLossyRelay } from '../lossy-relay.mjs';

/** A receiver of the sandbox, and what of it belongs to which series of the shop. */
export class Backend {
  #receiver;
  #relay;
  #identify;
  #expected = new Set();

  /** `identify` gives the name and tags that a series has in this backend. */
  constructor(name, receiver, relay, identify) {
    this.name = name;
    this.#receiver = receiver;
    this.#relay = relay;
    this.#identify = identify;
  }

  static async open({ name, dialect, identify, lose }) {
    // of samples this keeps its own account, which grows with their values and not with time
    const receiver = await createStatsdReceiver({ dialect, maxSamplesPerSeries: 0 });
    const relay = lose > 0 ? await openLossyRelay(receiver.endpoints.udp, lose) : undefined;
    return new Backend(name, receiver, relay, identify);
  }

  get endpoint() {
    return this.#relay?.endpoint ?? this.#receiver.endpoints.udp;
  }

  get totals() {
    return this.#receiver.totals;
  }

  /** Calls back with every metric that is received. */
  onMetric(listener) {
    this.#receiver.on('record', ({ record }) => listener(record));
  }

  /** What was received of a series, or of one statistic of it. */
  find(type, series, statistic = '') {
    const { name, tags } = this.#identify(series);
    const found = this.totals.find(type, `${name}${statistic}`, tags);
    if (found !== undefined) this.#expected.add(found);
    return found;
  }

  /** Series that nobody asked for. */
  unexpected() {
    const others = [...this.totals.series.values()].filter((series) => !this.#expected.has(series));
    return others.map(
      ({ name, type, tags }) => `${name}|${type}|${tags.map((tag) => tag.join(':')).join(',')}`,
    );
  }

  async close() {
    this.#relay?.close();
    await this.#receiver.close();
  }
}
