import type { Defect } from '../defect.js';
import type { HttpAnswer } from '../listen/http-answer.js';
import type { InitialStateDefectCode } from './defect.js';

/** Why a request is not taken, and what it is told. */
export interface Refusal {
  readonly answer: HttpAnswer;
  readonly defects: readonly Defect<InitialStateDefectCode>[];
}

/** A refusal for one reason; without `body`, it is told in the form in which the service tells most. */
export function refusal(
  status: number,
  code: InitialStateDefectCode,
  message: string,
  body: unknown = { message },
): Refusal {
  return { answer: { status, body }, defects: [{ code, level: 'error', message }] };
}

export const disabledKey: Refusal = {
  answer: { status: 403, headers: { 'content-type': 'text/plain' }, text: 'ACCESS_DENIED_KEY' },
  defects: [{ code: 'unauthorized', level: 'error', message: 'the access key is disabled' }],
};

export const capped = refusal(402, 'account-capped', 'Event limit exceeded for current cycle...');

/** Source: ISStreamer, which reads it so. */
export function removedBucket(bucketKey: string): Refusal {
  const message = `bucket ${bucketKey} was removed; its key can not be used again`;
  return refusal(400, 'bucket-removed', message, { message: { error: { type: 'BUCKET_REMOVED', message } } });
}
