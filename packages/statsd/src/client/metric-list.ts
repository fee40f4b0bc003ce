import type { DogStatsdEvent, DogStatsdMetrics, ServiceCheck, StatsdMetrics } from './metrics.js';

/** Metrics that wait to be sent in one go, with `client.send(metrics)`: again and to several clients, if wanted. */
export interface StatsdMetricList extends StatsdMetrics {
  /** How many there are. */
  readonly size: number;
  /** Forgets them. */
  clear(): void;
}

/** As `StatsdMetricList`, with what only DogStatsD has. */
export interface DogStatsdMetricList extends StatsdMetricList, DogStatsdMetrics {}

/** An empty list for a `StatsdClient`. */
export function createMetrics(): StatsdMetricList {
  return new MetricList();
}

/** An empty list for a `DogStatsdClient`. */
export function createDogStatsdMetrics(): DogStatsdMetricList {
  return new MetricList();
}

/** Remembers calls. */
export class MetricList implements DogStatsdMetricList {
  #calls: ((to: DogStatsdMetrics) => void)[] = [];

  get size(): number {
    return this.#calls.length;
  }

  clear(): void {
    this.#calls = [];
  }

  /** Makes the calls, in their order. */
  replay(to: DogStatsdMetrics): void {
    for (const call of this.#calls) call(to);
  }

  gauge(...call: Parameters<StatsdMetrics['gauge']>): void {
    this.#calls.push((to) => to.gauge(...call));
  }

  gaugeDelta(...call: Parameters<StatsdMetrics['gaugeDelta']>): void {
    this.#calls.push((to) => to.gaugeDelta(...call));
  }

  counter(...call: Parameters<StatsdMetrics['counter']>): void {
    this.#calls.push((to) => to.counter(...call));
  }

  increment(...call: Parameters<StatsdMetrics['increment']>): void {
    this.#calls.push((to) => to.increment(...call));
  }

  decrement(...call: Parameters<StatsdMetrics['decrement']>): void {
    this.#calls.push((to) => to.decrement(...call));
  }

  set(...call: Parameters<StatsdMetrics['set']>): void {
    this.#calls.push((to) => to.set(...call));
  }

  timer(...call: Parameters<StatsdMetrics['timer']>): void {
    this.#calls.push((to) => to.timer(...call));
  }

  distribution(...call: Parameters<DogStatsdMetrics['distribution']>): void {
    this.#calls.push((to) => to.distribution(...call));
  }

  histogram(...call: Parameters<DogStatsdMetrics['histogram']>): void {
    this.#calls.push((to) => to.histogram(...call));
  }

  event(event: DogStatsdEvent): void {
    this.#calls.push((to) => to.event(event));
  }

  serviceCheck(check: ServiceCheck): void {
    this.#calls.push((to) => to.serviceCheck(check));
  }
}
