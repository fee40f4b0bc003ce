import { attributeText } from '@otelwire/core';
import type { ResourceAttributes } from '@otelwire/core/otel';
import { type Bucket, bucketKeyOf, MAX_BUCKET_CHARACTERS } from '../wire/bucket.js';

interface BucketOptions {
  readonly bucketKey: string | undefined;
  readonly bucketName: string | undefined;
}

/** The bucket of a service: what the options do not say is made of its name. */
export function bucketOf({ bucketKey, bucketName }: BucketOptions, resource: ResourceAttributes): Bucket {
  const service = attributeText(resource['service.name']) || 'unknown_service';
  const name = bucketName ?? service.slice(0, MAX_BUCKET_CHARACTERS);
  return { key: bucketKey ?? bucketKeyOf(bucketName ?? service), name };
}
