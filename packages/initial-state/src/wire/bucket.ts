import { createHash } from 'node:crypto';

/** Where events go: the unit of a dashboard. */
export interface Bucket {
  /** Unique in an account. */
  readonly key: string;
  /** For people. */
  readonly name: string;
}

export const MAX_BUCKET_CHARACTERS = 250;

/** What a bucket key may hold: it travels in a header, and `:`, `"` and `'` are not allowed. */
export const BUCKET_KEY = /^[A-Za-z0-9_-]{1,250}$/;

const HASH_CHARACTERS = 8;

/** The key of a bucket with this name: the name itself, or what is left of it and a hash of the whole, the same in every process. */
export function bucketKeyOf(name: string): string {
  if (BUCKET_KEY.test(name)) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, HASH_CHARACTERS);
  const clean = name.replace(/[^A-Za-z0-9_-]+/g, '_').slice(0, MAX_BUCKET_CHARACTERS - HASH_CHARACTERS - 1);
  return `${clean}_${hash}`;
}

/** The body of the request that makes a bucket, or finds that it is there. */
export function bucketBody({ key, name }: Bucket): Uint8Array {
  return new Uint8Array(Buffer.from(JSON.stringify({ bucketKey: key, bucketName: name })));
}
