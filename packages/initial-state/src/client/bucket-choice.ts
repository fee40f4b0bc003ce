import { randomUUID } from 'node:crypto';
import { type Bucket, bucketKeyOf } from '../wire/bucket.js';
import type { BucketOptions } from './client-options.js';

/** The bucket of a name, of a key, or a new one. */
export function bucketOf({ bucketKey, bucketName }: BucketOptions): Bucket {
  const key = bucketKey ?? (bucketName === undefined ? randomUUID() : bucketKeyOf(bucketName));
  return { key, name: bucketName ?? key };
}
