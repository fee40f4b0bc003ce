import type { MeterProvider } from '@opentelemetry/api';
import { list, listOf, listOrAll } from '../config/list-parsers.js';
import { millis, number } from '../config/number-parsers.js';
import { having } from '../config/opaque-parser.js';
import { option, type SchemaFor } from '../config/schema.js';
import { spoolSchema } from '../config/spool-schema.js';
import { choice } from '../config/text-parsers.js';
import { histogramAggregations } from './aggregation.js';
import type { ExporterOptions } from './exporter-options.js';
import { processAttribute } from './process-attribute.js';
import { temporality } from './temporality-parser.js';

/** For the schema of an exporter, which overrides what is different there. */
export const exporterSchema = {
  percentiles: option({
    type: listOf(number({ min: 0, max: 100 })),
    env: 'PERCENTILES',
    default: [50, 95, 99],
    describe: 'The percentiles that a histogram is sent with.',
  }),
  attributes: {
    include: option({
      type: list(),
      env: 'ATTRIBUTES_INCLUDE',
      describe: 'Only attributes whose keys match become tags; `*` stands for any characters.',
      defaultText: 'all',
    }),
    exclude: option({
      type: list(),
      env: 'ATTRIBUTES_EXCLUDE',
      describe: 'Attributes whose keys match never become tags.',
      defaultText: 'none',
    }),
  },
  resourceAttributes: option({
    type: listOrAll(),
    env: 'RESOURCE_ATTRIBUTES',
    default: [],
    describe:
      "Attributes of the resource that become tags, apart from the service's name, version and environment.",
  }),
  temporalityPreference: option({
    type: temporality(),
    env: 'TEMPORALITY_PREFERENCE',
    default: 'backend',
    describe:
      'Which temporality is asked of the SDK; the other words mean what they mean to the OTLP exporters.',
  }),
  histogramAggregation: option({
    type: choice(histogramAggregations),
    env: 'HISTOGRAM_AGGREGATION',
    default: 'base2_exponential_bucket_histogram',
    describe: 'How the SDK is asked to aggregate histograms.',
    whyDefault: 'the default explicit buckets tell nothing of values in seconds',
  }),
  timeoutMillis: option({
    type: millis({ min: 1 }),
    env: 'TIMEOUT',
    default: 10_000,
    describe: 'How long one export may take, in milliseconds; what is not sent by then is held.',
  }),
  processAttribute: option({
    type: processAttribute(),
    env: 'PROCESS_ATTRIBUTE',
    default: 'auto',
    describe:
      'What tells this process from others that send under the same names. `auto`: `worker=2` in a cluster, a worker thread or PM2, else nothing.',
  }),
  spool: spoolSchema,
  selfObsMeterProvider: option({
    type: having<MeterProvider>('a MeterProvider', 'getMeter'),
    describe:
      'Makes metrics of the exporter itself (`otel.sdk.exporter.*`); `setSelfObsMeterProvider()` gives the provider later.',
    defaultText: 'none',
  }),
} as const satisfies SchemaFor<ExporterOptions>;
