import type { ConnectOptions } from '@otelwire/core';
import type { HttpDispatcher } from '@otelwire/core/http';
import type { ExporterOptions } from '@otelwire/core/otel';

/** Options of `StatHatMetricExporter`. Each has a variable too, but for those that only code can give. */
export interface StatHatMetricExporterOptions extends ConnectOptions, ExporterOptions {
  /** The address of the service; `/ez`, `/c` or `/v` follows. */
  readonly endpoint?: string | undefined;
  /** Whose conventions the server follows. */
  readonly dialect?: 'stathat' | 'ezstat' | undefined;
  /** The EZ key of the account. */
  readonly ezKey?: string | undefined;
  /** The user key of the account, for stats with keys. */
  readonly userKey?: string | undefined;
  /** The keys of stats, by the metric's name; of a histogram with the statistic behind it: `latency p95`. */
  readonly statKeys?: Readonly<Record<string, string>> | undefined;
  /** Put before every name, with a space between. */
  readonly prefix?: string | undefined;
  /** Whether many points share a request, as JSON; else each number is a form of its own. */
  readonly bulk?: boolean | undefined;
  /** No request has more points. */
  readonly maxItems?: number | undefined;
  /** So many names are sent in the life of an exporter. */
  readonly maxNewNames?: number | undefined;
  /** Further headers of requests. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** How much memory points may take that wait to be sent. */
  readonly maxBacklogBytes?: number | undefined;
  /** Points that have waited longer are dropped. */
  readonly maxBacklogAgeMillis?: number | undefined;
  /** Your own way to the server: an undici agent of any version. */
  readonly dispatcher?: HttpDispatcher | undefined;
}
