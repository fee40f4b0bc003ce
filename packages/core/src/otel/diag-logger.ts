import { diag } from '@opentelemetry/api';
import type { Logger } from '../logger.js';

/** A logger that speaks through OpenTelemetry's `diag`: silent until the application sets a diag logger. */
export function createDiagLogger(namespace: string): Logger {
  return diag.createComponentLogger({ namespace });
}
