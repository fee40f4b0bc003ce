import type { ExporterOptions } from '@otelwire/core/otel';
import type { WireOptions } from './wire-options.js';

/** Options of `InitialStateMetricExporter`. Each has a variable too, but for those that only code can give. */
export interface InitialStateMetricExporterOptions extends WireOptions, ExporterOptions {
  /** Put before every name, with one dot between. */
  readonly prefix?: string | undefined;
  /** No export has more events. */
  readonly maxEventsPerExport?: number | undefined;
  /** Whether a value that has not changed is left out. */
  readonly sendOnChange?: boolean | undefined;
  /** With `sendOnChange`, a value that has not changed is sent again after this. */
  readonly heartbeatMillis?: number | undefined;
}
