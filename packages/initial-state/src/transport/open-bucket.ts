import { systemClock, type Transport, type Values } from '@otelwire/core';
import type { HttpDispatcher } from '@otelwire/core/http';
import type { Bucket } from '../wire/bucket.js';
import type { wireSchema } from '../wire-schema.js';
import { createBucketTransport } from './bucket-transport.js';

interface BucketValues extends Omit<Values<typeof wireSchema>, 'transport'> {
  readonly dispatcher?: HttpDispatcher | undefined;
}

/** The way to a bucket that options describe; which bucket it is, the first send asks. */
export function openBucket(values: BucketValues, bucket: () => Bucket): Transport {
  const { accessKey = '', clock = systemClock, connectTimeoutMillis, createBucket, dispatcher } = values;
  const { endpoint, headers, maxEventsPerRequest, maxRequestsPerSecond, tls } = values;
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
    ...(dispatcher && { dispatcher }),
  });
}
