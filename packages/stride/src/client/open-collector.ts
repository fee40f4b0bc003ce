import {
  attemptMillis,
  Backlog,
  type Clock,
  Connection,
  Delivery,
  errorTeller,
  Outlet,
  Packer,
  silentLogger,
  systemClock,
  type Transport,
} from '@otelwire/core';
import { createHttpTransport } from '@otelwire/core/http';
import { groupStreams } from '../group-streams.js';
import { answerReason } from '../wire/answer-reason.js';
import { contentTypeOf, wrappingOf } from '../wire/body.js';
import { requestUrl } from '../wire/request-url.js';
import { splitBody } from '../wire/split-body.js';
import { authorization } from './authorization.js';
import type { CollectorValues } from './client-schema.js';
import { areMarked } from './stride-event.js';

/** What is behind a collector. */
export interface CollectorParts {
  readonly clock: Clock;
  readonly delivery: Delivery;
  readonly outlet: Outlet;
  readonly connection: Connection;
}

const MAX_PAYLOAD_BYTES = 1_048_576;
const MAX_EVENT_BYTES = 262_144;

/** Opens no socket: the first send does. */
export function openCollector(subject: string, values: CollectorValues): CollectorParts {
  const { batchSize, closeTimeoutMillis, connectTimeoutMillis, flushIntervalMillis } = values;
  const { clock = systemClock, logger = silentLogger } = values;
  const timeoutMillis = attemptMillis(values.timeoutMillis);
  const tell = errorTeller(values.onError, logger);
  const transport = groupStreams(openHttp(values, clock));
  const packer = new Packer({
    maxPayloadBytes: MAX_PAYLOAD_BYTES,
    maxRecordBytes: MAX_EVENT_BYTES,
    maxRecords: batchSize,
    wrapping: wrappingOf('multi-stream'),
    clock,
  });
  const holding = new Backlog({
    clock,
    maxBytes: values.maxBacklogBytes,
    maxAgeMillis: values.maxBacklogAgeMillis,
    resendWindowMillis: 0,
  });
  const delivery = new Delivery({ transport, packer, holding, clock, logger, onDown: tell });
  const outlet = new Outlet({
    subject,
    delivery,
    clock,
    flushIntervalMillis,
    timeoutMillis,
    logger,
    onLost: tell,
  });
  const times = { connectTimeoutMillis, timeoutMillis, closeTimeoutMillis };
  const connection = new Connection({ subject, delivery, transport, outlet, clock, ...times });
  return { clock, delivery, outlet, connection };
}

function openHttp(values: CollectorValues, clock: Clock): Transport {
  const { apiKey, connectTimeoutMillis, dispatcher, endpoint, gzip, headers, tls } = values;
  return createHttpTransport({
    url: requestUrl(endpoint.url, '/collect', ''),
    headers: { accept: 'application/json', ...authorization(values), ...headers },
    contentType: contentTypeOf('multi-stream'),
    secrets: [apiKey],
    gzip,
    isIdempotent: areMarked,
    split: (payload) => splitBody('multi-stream', payload),
    interpret: (response) => ({ reason: answerReason(response) }),
    clock,
    connectTimeoutMillis,
    ...(tls && { tls }),
    ...(dispatcher && { dispatcher }),
  });
}
