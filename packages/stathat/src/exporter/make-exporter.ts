import type { Values } from '@otelwire/core';
import { deltaCounters, type ExporterKind } from '@otelwire/core/otel';
import { statHatEnvPrefixes, statHatSchema } from '../options.js';
import { exporterRules } from './exporter-rules.js';
import { makeParts } from './make-parts.js';
import type { Part } from './parts.js';

export type ExporterValues = Values<typeof statHatSchema>;

const subject = 'StatHatMetricExporter';

/** What makes a `StatHatMetricExporter`. */
export const statHatExporter: ExporterKind<typeof statHatSchema, readonly Part[]> = {
  subject,
  component: 'otelwire/stathat',
  schema: statHatSchema,
  envPrefixes: statHatEnvPrefixes,
  rules: exporterRules,
  temporality: deltaCounters,
  make: (values, diag) => makeParts(subject, values, diag),
};
