import type { ConnectOptions } from '@otelwire/core';
import type { HttpDispatcher } from '@otelwire/core/http';
import type { ExporterOptions } from '@otelwire/core/otel';
import type { Body } from './wire/body.js';
import type { Field } from './wire/fields.js';

/** Options of `StrideMetricExporter`. Each has a variable too, but for those that only code can give. */
export interface StrideMetricExporterOptions
  extends ConnectOptions,
    Omit<ExporterOptions, 'percentiles' | 'processAttribute'> {
  /** `https://host/v1`, `http://127.0.0.1:8123`; must be given, or a `transport`. A user and password in it are sent as `Authorization: Basic`. */
  readonly endpoint?: string | undefined;
  /** The key of the server. */
  readonly apiKey?: string | undefined;
  /** How the key is sent: `basic` as the user without a password, `bearer` as a token. */
  readonly auth?: 'basic' | 'bearer' | 'none' | undefined;
  /** Further headers of all requests. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Behind the path of the endpoint; may have `{stream}` and a query. */
  readonly path?: string | undefined;
  /** The form of a request's body. */
  readonly body?: Body | undefined;
  /** The stream of all events. */
  readonly stream?: string | undefined;
  /** Gives each metric a stream of its own, with the metric's name. */
  readonly streamPerMetric?: boolean | undefined;
  /** Other names for the parts of an event: `{ timestamp: 'ts', id: 'event_id' }`. */
  readonly fieldNames?: Readonly<Partial<Record<Field, string>>> | undefined;
  /** Makes each attribute a field of the event: `attr_http_route`. */
  readonly flatten?: boolean | undefined;
  /** Put before every name, with one dot between. */
  readonly prefix?: string | undefined;
  /** Whether bodies from 1 KiB on are sent in gzip. */
  readonly gzip?: boolean | undefined;
  /** No request has more events. */
  readonly maxEvents?: number | undefined;
  /** No body is longer, before gzip. */
  readonly maxPayloadBytes?: number | undefined;
  /** How much memory events may take that wait for the server. */
  readonly maxBacklogBytes?: number | undefined;
  /** Events that have waited longer are dropped. */
  readonly maxBacklogAgeMillis?: number | undefined;
  /** Your own undici dispatcher, of any major version. It is never closed. */
  readonly dispatcher?: HttpDispatcher | undefined;
}
