import {
  Backlog,
  type Clock,
  Delivery,
  type Logger,
  Packer,
  spoolSettings,
  systemClock,
  type Transport,
} from '@otelwire/core';
import { createHttpTransport } from '@otelwire/core/http';
import type { ExporterValues } from './exporter/make-exporter.js';
import { groupStreams } from './group-streams.js';
import { answerReason } from './wire/answer-reason.js';
import { type Body, contentTypeOf, wrappingOf } from './wire/body.js';
import { requestUrl } from './wire/request-url.js';
import { splitBody } from './wire/split-body.js';

/** The way to a server, and the form in which it is spoken to. */
export interface Link {
  readonly body: Body;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly delivery: Delivery;
}

/** Three histograms of 1000 buckets each would fit; those of the SDK have 160, or the boundaries of their instrument. */
const MAX_EVENT_BYTES = 65_536;

export function createLink(values: ExporterValues, diag: Logger): Link {
  const { maxBacklogAgeMillis, maxBacklogBytes, maxEvents, maxPayloadBytes } = values;
  const clock = values.clock ?? systemClock;
  const logger = values.logger ?? diag;
  const body = values.body ?? (values.streamPerMetric ? 'multi-stream' : 'json-array');
  const way = values.transport ?? openHttp(values, body, clock);
  const packer = new Packer({
    maxPayloadBytes,
    maxRecordBytes: MAX_EVENT_BYTES,
    maxRecords: maxEvents,
    wrapping: wrappingOf(body),
    clock,
  });
  // A server that answers has said what it took: nothing that was delivered is ever sent again.
  const holding = new Backlog({
    clock,
    maxBytes: maxBacklogBytes,
    maxAgeMillis: maxBacklogAgeMillis,
    resendWindowMillis: 0,
  });
  const transport = body === 'multi-stream' ? groupStreams(way) : way;
  const spool = spoolSettings(values.spool, {
    kind: 'stride',
    destination: () => values.transport?.description ?? urlWithoutQuery(values, body),
    format: body,
  });
  const delivery = new Delivery({ transport, packer, holding, clock, logger, spool });
  return { body, clock, logger, delivery };
}

/** The rules of the options see to it that there is an endpoint. */
function openHttp(values: ExporterValues, body: Body, clock: Clock): Transport {
  const { apiKey, connectTimeoutMillis, dispatcher, gzip, headers, tls } = values;
  return createHttpTransport({
    url: urlOf(values, body),
    headers: { accept: 'application/json', ...authorization(values), ...headers },
    contentType: contentTypeOf(body),
    secrets: apiKey === undefined ? [] : [apiKey],
    gzip,
    split: (payload) => splitBody(body, payload),
    interpret: (response) => ({ reason: answerReason(response) }),
    clock,
    connectTimeoutMillis,
    ...(tls && { tls }),
    ...(dispatcher && { dispatcher }),
  });
}

function urlOf({ endpoint, path, stream }: ExporterValues, body: Body): URL {
  return requestUrl(
    endpoint!.url,
    path ?? (body === 'multi-stream' ? '/collect' : '/collect/{stream}'),
    stream,
  );
}

function urlWithoutQuery(values: ExporterValues, body: Body): string {
  const { origin, pathname } = urlOf(values, body);
  return origin + pathname;
}

function authorization({ apiKey, auth = 'basic' }: ExporterValues): Readonly<Record<string, string>> {
  if (apiKey === undefined || auth === 'none') return {};
  if (auth === 'bearer') return { authorization: `Bearer ${apiKey}` };
  return { authorization: `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}` };
}
