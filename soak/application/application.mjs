import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { seededRandom } from '../random.mjs';
import { createExporter, takesMany } from './exporters.mjs';
import { Recorder } from './recorder.mjs';
import { WatchedExporter } from './watched-exporter.mjs';

const intervalMillis = 1000;
const recordEveryMillis = 20;
const fewSeries = 20;

/** Two SDKs with all exporters between them: one with many series for those on sockets, one with few for those over HTTP. */
export class Application {
  exporters = {};
  #halves;
  #recording;

  constructor(endpoints, { series, seed }) {
    const names = Object.keys(endpoints);
    for (const name of names) {
      this.exporters[name] = new WatchedExporter(createExporter(name, endpoints[name]));
    }
    const random = seededRandom(seed + 2);
    this.#halves = [
      { names: names.filter(takesMany), series },
      { names: names.filter((name) => !takesMany(name)), series: fewSeries },
    ].map((half) => this.#open(half, random));
  }

  #open({ names, series }, random) {
    const readers = names.map(
      (name) =>
        new PeriodicExportingMetricReader({
          exporter: this.exporters[name],
          exportIntervalMillis: intervalMillis,
          exportTimeoutMillis: intervalMillis,
        }),
    );
    const provider = new MeterProvider({ readers });
    const recorder = new Recorder(provider.getMeter('soak'), series, random);
    return { names, series, provider, recorder };
  }

  /** What was recorded for a backend, by series. */
  recordedFor(backend) {
    return this.#halves.find(({ names }) => names.includes(backend)).recorder.recorded;
  }

  start() {
    for (const { recorder } of this.#halves) recorder.recordAll();
    this.#recording = setInterval(() => {
      for (const { recorder, series } of this.#halves) recorder.record(Math.ceil(series / 20));
    }, recordEveryMillis);
  }

  stopRecording() {
    clearInterval(this.#recording);
    for (const { recorder } of this.#halves) recorder.recordAll();
  }

  /** What of a backend is not there yet: exports that run, points that are held. */
  get isSettled() {
    return Object.values(this.exporters).every(({ accounting: { held, inFlight } }) => held + inFlight === 0);
  }

  async flush() {
    // a reader whose export takes longer than it may rejects: what is held then goes out with the next
    await Promise.allSettled(this.#halves.map(({ provider }) => provider.forceFlush()));
  }

  async shutdown() {
    await Promise.allSettled(this.#halves.map(({ provider }) => provider.shutdown()));
  }
}
