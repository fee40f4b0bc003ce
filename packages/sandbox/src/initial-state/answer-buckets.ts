import { isJsonObject, parseJson } from '../http/body.js';
import type { HttpAnswer } from '../listen/http-answer.js';
import type { InitialStateRequest, InitialStateService } from './answer.js';
import { headerOf } from './answer.js';
import type { Refusal } from './refusal.js';
import { refusal, removedBucket } from './refusal.js';

const maxLength = 250;

/** Makes a bucket: 201 the first time, 204 whenever it is there. */
export function answerBuckets(
  request: InitialStateRequest,
  { totals }: InitialStateService,
): HttpAnswer | Refusal {
  const fields = readFields(request);
  if (fields === undefined) return refusal(400, 'bad-json', 'the body is no JSON object');
  const { bucketKey = headerOf(request, 'x-is-bucketkey'), bucketName = '' } = fields;
  const problem = checkBucketKey(bucketKey);
  if (typeof bucketKey !== 'string' || problem !== undefined) {
    return problem ?? refusal(400, 'no-bucket-key', 'no bucketKey');
  }
  if (typeof bucketName !== 'string' || bucketName.length > maxLength) {
    return refusal(400, 'name-too-long', `bucketName is no text of at most ${maxLength} characters`);
  }
  if (totals.buckets.get(bucketKey)?.isRemoved) return removedBucket(bucketKey);
  return { status: totals.createBucket(bucketKey, bucketName) ? 201 : 204 };
}

/** What is wrong with a bucket's key, if anything is. */
export function checkBucketKey(bucketKey: unknown): Refusal | undefined {
  if (typeof bucketKey !== 'string' || bucketKey === '') {
    return refusal(400, 'no-bucket-key', 'bucketKey is missing, or is no text');
  }
  if (bucketKey.length > maxLength || /[:"']/.test(bucketKey)) {
    const message = `bucketKey has at most ${maxLength} characters, and none of : " '`;
    return refusal(400, 'bad-bucket-key', message);
  }
  return undefined;
}

function readFields({
  body,
  parameters,
}: InitialStateRequest): Readonly<Record<string, unknown>> | undefined {
  if (body.length === 0) return Object.fromEntries(parameters);
  const [root] = parseJson(body.toString('utf8')) ?? [];
  return isJsonObject(root) ? root : undefined;
}
