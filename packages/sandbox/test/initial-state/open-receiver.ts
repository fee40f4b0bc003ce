import { onTestFinished } from 'vitest';
import type { InitialStateReceiverOptions } from '../../src/initial-state/options.ts';
import type { InitialStateReceiver } from '../../src/initial-state/receiver.ts';
import { createInitialStateReceiver } from '../../src/initial-state/receiver.ts';
import type { Answered } from '../http/request.ts';
import { askJson } from '../http/request.ts';

type Headers = Readonly<Record<string, string>>;

export const keys: Headers = { 'x-is-accesskey': 'ist_key', 'x-is-bucketkey': 'shop' };

/** A receiver that is closed when the test ends, with the bucket `shop`. */
export async function openReceiver(options?: InitialStateReceiverOptions): Promise<InitialStateReceiver> {
  const receiver = await createInitialStateReceiver(options);
  onTestFinished(() => receiver.close());
  receiver.totals.createBucket('shop', 'Shop');
  return receiver;
}

/** Sends events, or what is none. */
export function postEvents(
  { endpoints }: InitialStateReceiver,
  events: unknown,
  headers: Headers = {},
): Promise<Answered> {
  return askJson(`${endpoints.http}/events`, events, { ...keys, ...headers });
}

/** Asks for a bucket. */
export function postBucket(
  { endpoints }: InitialStateReceiver,
  bucket: unknown,
  headers: Headers = {},
): Promise<Answered> {
  return askJson(`${endpoints.http}/buckets`, bucket, { 'x-is-accesskey': 'ist_key', ...headers });
}

/** The codes of all that was refused. */
export function codesOf({ totals }: InitialStateReceiver): readonly string[] {
  return totals.badRequests.flatMap(({ defects }) => defects.map(({ code }) => code));
}
