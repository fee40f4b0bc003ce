import { oneOf } from '../random.mjs';

const share = { orders: 0.6, queue: 0.15, level: 0.15, latency: 0.1 };

/** Records at random, and knows what it recorded: amounts by series, and levels. */
export class Recorder {
  /** `{ 'orders s0001': 17, 'queue s0002': -3, … }`; of histograms the count. */
  recorded = {};
  #instruments;
  #series;
  #random;

  constructor(meter, count, random) {
    this.#random = random;
    this.#instruments = {
      orders: meter.createCounter('soak.orders'),
      queue: meter.createUpDownCounter('soak.queue'),
      level: meter.createGauge('soak.level'),
      latency: meter.createHistogram('soak.latency', { unit: 'ms' }),
    };
    this.#series = Object.entries(share).flatMap(([metric, part]) =>
      Array.from({ length: Math.max(1, Math.round(count * part)) }, (_, i) => ({
        metric,
        series: `s${String(i).padStart(4, '0')}`,
      })),
    );
  }

  /** So many measurements, each of any series. */
  record(times) {
    for (let i = 0; i < times; i += 1) this.#record(oneOf(this.#random, this.#series));
  }

  /** One of each. */
  recordAll() {
    for (const one of this.#series) this.#record(one);
  }

  #record({ metric, series }) {
    const random = this.#random;
    const key = metric === 'latency' ? `${metric} ${series} count` : `${metric} ${series}`;
    const instrument = this.#instruments[metric];
    const before = this.recorded[key] ?? 0;
    if (metric === 'level') {
      this.recorded[key] = Math.floor(random() * 2000) - 1000;
      instrument.record(this.recorded[key], { series });
    } else if (metric === 'latency') {
      this.recorded[key] = before + 1;
      instrument.record(1 + random() * 1000, { series });
    } else {
      const amount = metric === 'queue' ? Math.floor(random() * 21) - 10 : 1 + Math.floor(random() * 9);
      this.recorded[key] = before + amount;
      instrument.add(amount, { series });
    }
  }
}
