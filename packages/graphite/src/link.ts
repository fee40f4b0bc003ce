import {
  Backlog,
  type Clock,
  Delivery,
  datagramBytes,
  destinationOf,
  type EndpointOf,
  type Logger,
  openTransport,
  Packer,
  processEnvironment,
  type spoolSchema,
  spoolSettings,
  systemClock,
  type Transport,
  type TransportError,
  type Values,
} from '@otelwire/core';
import { createHttpTransport } from '@otelwire/core/http';
import type { Format } from './wire/format.js';
import { json } from './wire/json.js';
import { pickle } from './wire/pickle.js';
import { plaintext } from './wire/plaintext.js';
import { isHttp, type WireValues } from './wire-rules.js';

type GraphiteEndpoint = NonNullable<WireValues['endpoint']>;
type SocketEndpoint = EndpointOf<'udp' | 'tcp' | 'tls' | 'unix' | 'stdout'>;

/** The way to a server, and the form in which it is spoken to. */
export interface Link {
  readonly format: Format;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly delivery: Delivery;
  readonly transport: Transport;
  /** The first part of every path. */
  readonly pathKey: string | undefined;
}

export interface LinkOptions {
  readonly logger: Logger;
  readonly onDown?: ((error: TransportError) => void) | undefined;
  readonly onRecalled?: (() => void) | undefined;
  /** Where what is held is kept in files as well. Default: nowhere. */
  readonly spool?: Values<typeof spoolSchema> | undefined;
}

/** So much carbon reads of a datagram. */
const READ_DATAGRAM_BYTES = 8192;
const STREAM_PAYLOAD_BYTES = 65_536;
const HTTP_BODY_BYTES = 262_144;
/** carbon closes the connection on a longer line; and a path without tags is a file name, of which 4096 bytes are allowed. */
const MAX_LINE_BYTES = 16_384;
const MAX_PATH_LINE_BYTES = 3500;
/** The SDK's own default of `OTEL_METRIC_EXPORT_INTERVAL`. */
const EXPORT_INTERVAL_MILLIS = 60_000;

export function createLink(values: WireValues, options: LinkOptions): Link {
  const clock = values.clock ?? systemClock;
  const logger = values.logger ?? options.logger;
  const endpoint = values.endpoint ?? defaultEndpoint(values.protocol);
  const format = chooseFormat(values, endpoint);
  const transport = values.transport ?? openGraphite(values, endpoint, clock);
  const { lengthPrefix, wrapping } = format;
  const packer = new Packer({
    maxPayloadBytes: values.maxPayloadBytes ?? defaultPayloadBytes(endpoint),
    maxRecordBytes: values.pathTemplate === undefined ? MAX_LINE_BYTES : MAX_PATH_LINE_BYTES,
    lengthPrefix,
    wrapping,
    clock,
  });
  const holding = new Backlog({
    clock,
    maxBytes: values.maxBacklogBytes,
    maxAgeMillis: values.maxBacklogAgeMillis,
    resendWindowMillis: values.resendWindowMillis,
  });
  const { onDown, onRecalled } = options;
  const spool = spoolSettings(options.spool, {
    kind: 'graphite',
    destination: () => destinationOf(endpoint, values.transport),
    format: formatName(values, endpoint),
  });
  const delivery = new Delivery({ transport, packer, holding, clock, logger, onDown, onRecalled, spool });
  const pathKey = isHttp(endpoint) ? undefined : values.apiKey;
  return { format, clock, logger, delivery, transport, pathKey };
}

function defaultEndpoint(protocol: WireValues['protocol']): GraphiteEndpoint {
  return { scheme: 'tcp', host: '127.0.0.1', port: protocol === 'pickle' ? 2004 : 2003 };
}

function chooseFormat({ intervalSeconds, protocol }: WireValues, endpoint: GraphiteEndpoint): Format {
  if (isHttp(endpoint)) return json(intervalSeconds ?? exportIntervalSeconds());
  return protocol === 'pickle' ? pickle : plaintext;
}

function formatName({ protocol }: WireValues, endpoint: GraphiteEndpoint): string {
  return isHttp(endpoint) ? 'json' : protocol;
}

function exportIntervalSeconds(): number {
  const millis = Number(processEnvironment().OTEL_METRIC_EXPORT_INTERVAL) || EXPORT_INTERVAL_MILLIS;
  return Math.max(1, Math.round(millis / 1000));
}

function defaultPayloadBytes(endpoint: GraphiteEndpoint): number {
  if (isHttp(endpoint)) return HTTP_BODY_BYTES;
  return endpoint.scheme === 'udp' ? datagramBytes(endpoint.host, READ_DATAGRAM_BYTES) : STREAM_PAYLOAD_BYTES;
}

function openGraphite(values: WireValues, endpoint: GraphiteEndpoint, clock: Clock): Transport {
  const { apiKey, connectTimeoutMillis, headers, tls } = values;
  if (isHttp(endpoint)) {
    return createHttpTransport({
      url: endpoint.url,
      headers: { ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }), ...headers },
      contentType: 'application/json',
      clock,
      connectTimeoutMillis,
      ...(tls && { tls }),
    });
  }
  return openTransport(endpoint as SocketEndpoint, {
    clock,
    stream: { connectTimeoutMillis },
    ...(tls && { tls }),
  });
}
