import { errorTeller, silentLogger, systemClock, type Transport } from '@otelwire/core';
import { createBucketTransport } from '../transport/bucket-transport.js';
import type { Bucket } from '../wire/bucket.js';
import type { StreamerValues } from './client-schema.js';
import type { Debug } from './debug.js';
import { Lane } from './lane.js';
import { Lanes } from './lanes.js';
import { createOfflineTransport } from './offline-transport.js';

/** Opens what is behind a streamer. No socket and no file is opened before the first send. */
export function openLanes(subject: string, values: StreamerValues, bucket: Bucket, debug: Debug): Lanes {
  const { clock = systemClock, logger = silentLogger } = values;
  const tell = errorTeller(values.onError, logger);
  const file = values.offline ? createOfflineTransport(values.offlineFile) : undefined;
  return new Lanes(bucket, (one) => {
    const transport = file ?? openBucket(values, one);
    return new Lane(one, { subject, values, clock, logger, debug, transport, tell });
  });
}

function openBucket(values: StreamerValues, bucket: Bucket): Transport {
  const { accessKey = '', clock = systemClock, connectTimeoutMillis, createBucket, dispatcher } = values;
  const { endpoint, headers, maxEventsPerRequest, maxRequestsPerSecond, tls } = values;
  return createBucketTransport({
    url: endpoint.url,
    clock,
    accessKey,
    bucket: () => bucket,
    createBucket,
    maxEventsPerRequest,
    maxRequestsPerSecond,
    headers,
    connectTimeoutMillis,
    ...(tls && { tls }),
    ...(dispatcher && { dispatcher }),
  });
}
