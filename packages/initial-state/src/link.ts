import {
  Backlog,
  type Clock,
  Delivery,
  type Logger,
  Packer,
  systemClock,
  type Transport,
  type TransportError,
  type Values,
} from '@otelwire/core';
import { createBucketTransport } from './transport/bucket-transport.js';
import type { Bucket } from './wire/bucket.js';
import { eventArray, MAX_EVENT_BYTES } from './wire/event.js';
import type { wireSchema } from './wire-schema.js';

export type WireValues = Values<typeof wireSchema>;

/** The way to a bucket. */
export interface Link {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly delivery: Delivery;
  readonly transport: Transport;
}

export interface LinkOptions {
  readonly logger: Logger;
  /** Asked by the first send. */
  readonly bucket: () => Bucket;
  readonly onDown?: ((error: TransportError) => void) | undefined;
}

/** The server's bound of a request. */
const MAX_BODY_BYTES = 1_000_000;

export function createLink(values: WireValues, { bucket, onDown, ...options }: LinkOptions): Link {
  const { clock = systemClock, logger = options.logger, maxEventsPerRequest } = values;
  const transport = values.transport ?? openBucket(values, bucket, clock);
  const packer = new Packer({
    maxPayloadBytes: Math.min(MAX_BODY_BYTES, (maxEventsPerRequest + 1) * MAX_EVENT_BYTES),
    maxRecordBytes: MAX_EVENT_BYTES,
    maxRecords: maxEventsPerRequest,
    wrapping: eventArray,
    clock,
  });
  const holding = new Backlog({
    clock,
    maxBytes: values.maxBacklogBytes,
    maxAgeMillis: values.maxBacklogAgeMillis,
    // each request is answered
    resendWindowMillis: 0,
  });
  const delivery = new Delivery({ transport, packer, holding, clock, logger, onDown });
  return { clock, logger, delivery, transport };
}

function openBucket(values: WireValues, bucket: () => Bucket, clock: Clock): Transport {
  const { accessKey = '', connectTimeoutMillis, createBucket, endpoint, headers, tls } = values;
  const { maxEventsPerRequest, maxRequestsPerSecond } = values;
  return createBucketTransport({
    url: endpoint.url,
    clock,
    accessKey,
    bucket,
    createBucket,
    maxEventsPerRequest,
    maxRequestsPerSecond,
    headers,
    connectTimeoutMillis,
    ...(tls && { tls }),
  });
}
