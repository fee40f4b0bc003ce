import { errorTeller, silentLogger } from '@otelwire/core';
import { openBucket } from '../transport/open-bucket.js';
import type { Bucket } from '../wire/bucket.js';
import type { StreamerValues } from './client-schema.js';
import type { Debug } from './debug.js';
import { Lane } from './lane.js';
import { Lanes } from './lanes.js';
import { createOfflineTransport } from './offline-transport.js';

/** Opens what is behind a streamer. No socket and no file is opened before the first send. */
export function openLanes(subject: string, values: StreamerValues, bucket: Bucket, debug: Debug): Lanes {
  const { logger = silentLogger, offline, offlineFile, onError } = values;
  const tell = errorTeller(onError, logger);
  const file = offline ? createOfflineTransport(offlineFile) : undefined;
  return new Lanes(bucket, (one) => {
    const transport = file ?? openBucket(values, () => one);
    return new Lane(one, { subject, values, logger, debug, transport, tell });
  });
}
