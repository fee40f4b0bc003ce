// One real ResourceMetrics, made by the SDK: 50 instruments × N attribute sets of four attributes.

import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  AggregationType,
  InstrumentType,
  MeterProvider,
  MetricReader,
} from '@opentelemetry/sdk-metrics';

class ManualReader extends MetricReader {
  async onForceFlush() {}
  async onShutdown() {}
}

/** Repeatable, and never the same value twice in a row: V8 caches the text of numbers it has printed before. */
let state = 0x9e3779b9 | 0;
function random() {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) / 4_294_967_296;
}

const methods = ['GET', 'POST', 'PUT', 'DELETE'];
const statuses = [200, 201, 302, 404, 500];
const hosts = [1, 2, 3].map((number) => `api-${number}.eu-west-1.example.internal`);
const areas = ['http.server', 'http.client', 'db.client', 'messaging.process', 'rpc.server'];
const nouns = ['orders', 'carts', 'users', 'items', 'prices'];
const noLimit = 1 << 24;

const kinds = {
  counter: (meter, name) => meter.createCounter(name, { unit: '{request}' }),
  upDown: (meter, name) => meter.createUpDownCounter(name, { unit: '{request}' }),
  gaugeInteger: (meter, name) => meter.createGauge(name, { unit: 'By' }),
  gaugeDouble: (meter, name) => meter.createGauge(name, { unit: 'By' }),
  explicitHistogram: (meter, name) => meter.createHistogram(name, { unit: 'ms' }),
  exponentialHistogram: (meter, name) => meter.createHistogram(name, { unit: EXPONENTIAL_UNIT }),
};

/** Its histograms are exponential: a view finds an instrument by its unit. */
const EXPONENTIAL_UNIT = 'us';
const exponential = {
  instrumentUnit: EXPONENTIAL_UNIT,
  aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM, options: { maxSize: 160, recordMinMax: true } },
};

const record = {
  counter: (counter, attributes) => counter.add(1 + ((random() * 500) | 0), attributes),
  upDown: (counter, attributes) => counter.add(((random() * 41) | 0) - 20, attributes),
  gaugeInteger: (gauge, attributes) => gauge.record(Math.floor(random() * 4e9), attributes),
  gaugeDouble: (gauge, attributes) => gauge.record(random() * 100, attributes),
  explicitHistogram: (histogram, attributes) => histogram.record(Math.exp(random() * 9), attributes),
  exponentialHistogram: (histogram, attributes) => histogram.record(Math.exp(random() * 9), attributes),
};

/** `mixed`: with 10 explicit and 5 exponential histograms. `scalar`: without histograms. */
const profiles = {
  mixed: {
    counter: 20,
    upDown: 5,
    gaugeInteger: 5,
    gaugeDouble: 5,
    explicitHistogram: 10,
    exponentialHistogram: 5,
  },
  scalar: { counter: 25, upDown: 5, gaugeInteger: 10, gaugeDouble: 10 },
};

/**
 * @param {{ series: number, profile?: keyof typeof profiles, attributes?: 'fresh' | 'recurring',
 *   temporality?: keyof typeof temporalities | ((instrument: string) => number), aggregation?: (instrument: string) => object }} options
 *   The temporality by name, or as an exporter selects it; the aggregation of explicit histograms as well.
 */
export function createMetrics({
  series,
  profile = 'mixed',
  attributes = 'fresh',
  temporality = 'delta',
  aggregation,
}) {
  const sets = Math.round(series / 50);
  const reader = new ManualReader({
    aggregationTemporalitySelector: temporalities[temporality] ?? temporality,
    aggregationSelector: aggregation,
    cardinalitySelector: () => noLimit,
    cardinalityLimits: { default: noLimit },
  });
  const provider = new MeterProvider({
    resource: resourceFromAttributes({
      'service.name': 'checkout',
      'service.version': '1.2.3',
      'deployment.environment.name': 'production',
    }),
    readers: [reader],
    views: [exponential],
  });
  const meter = provider.getMeter('bench', '1.0.0');
  const routes = Array.from({ length: sets / 20 + 1 }, (_, i) => `/api/v1/${nouns[i % 5]}/{id}/section${i}`);
  const make = (i) => ({
    'http.request.method': methods[i & 3],
    'http.route': routes[(i / 20) | 0],
    'http.response.status_code': statuses[(i >> 2) % 5],
    'server.address': hosts[i % 3],
  });
  const recurring = attributes === 'recurring' ? Array.from({ length: sets }, (_, i) => make(i)) : undefined;
  const attributesOf = recurring === undefined ? make : (i) => recurring[i];
  const instruments = Object.entries(profiles[profile]).flatMap(([kind, count]) =>
    Array.from({ length: count }, (_, i) => ({
      kind,
      instrument: kinds[kind](meter, `${areas[i % 5]}.${kind}_${i}`),
    })),
  );
  return {
    reader,
    series: sets * instruments.length,
    /** One measurement, or several, of every series. */
    touch(times = 1) {
      for (let t = 0; t < times; t += 1) {
        for (const { kind, instrument } of instruments) {
          for (let i = 0; i < sets; i += 1) record[kind](instrument, attributesOf(i));
        }
      }
    },
  };
}

const temporalities = {
  delta: (instrument) =>
    instrument === InstrumentType.UP_DOWN_COUNTER || instrument === InstrumentType.GAUGE
      ? AggregationTemporality.CUMULATIVE
      : AggregationTemporality.DELTA,
  cumulative: () => AggregationTemporality.CUMULATIVE,
};
