import { systemClock } from '@otelwire/core';
import type { HttpFaults } from '../http/receiver.js';
import { HttpReceiver } from '../http/receiver.js';
import { Account } from './account.js';
import { answerRequest } from './answer.js';
import type { InitialStateDefectCode } from './defect.js';
import type { TakenInitialStateEvent } from './event.js';
import type { InitialStateReceiverOptions } from './options.js';
import { InitialStateTotals } from './totals.js';

/** What can go wrong on purpose: with sockets, with answers, and with the account. */
export type InitialStateFaults = HttpFaults & {
  /** How many more events this month has; beyond them, 402. */
  setEventsLeft(count: number): void;
  /** Answers 403 whenever this access key comes. */
  disableKey(accessKey: string): void;
  /** Answers 400 with BUCKET_REMOVED whenever this bucket is meant; it is made if it was not there. */
  removeBucket(bucketKey: string): void;
};

/** An Initial State server that keeps what it is told, and says what is wrong with it. */
export type InitialStateReceiver = HttpReceiver<
  InitialStateTotals,
  TakenInitialStateEvent,
  InitialStateDefectCode
> & { readonly faults: InitialStateFaults };

/** Opens a receiver: by default strict, 30 calls in 10 s, on a free port of 127.0.0.1. */
export async function createInitialStateReceiver(
  options: InitialStateReceiverOptions = {},
): Promise<InitialStateReceiver> {
  const totals = new InitialStateTotals(options);
  const account = new Account(options, systemClock);
  const service = { totals, account, options, clock: systemClock };
  const receiver = new HttpReceiver<InitialStateTotals, TakenInitialStateEvent, InitialStateDefectCode>({
    name: 'Initial State',
    basePath: '/api',
    totals,
    answer: (request, _kept, notes) => answerRequest(request, service, notes),
  });
  await receiver.listen(options);
  const faults = Object.assign(receiver.faults, {
    setEventsLeft: (count: number) => account.setEventsLeft(count),
    disableKey: (accessKey: string) => account.disable(accessKey),
    removeBucket(bucketKey: string) {
      totals.createBucket(bucketKey, '');
      totals.buckets.get(bucketKey)!.isRemoved = true;
    },
  });
  return Object.assign(receiver, { faults });
}
