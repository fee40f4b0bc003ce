import { systemClock } from '@otelwire/core';
import { BoundedMap } from '../bounded-map.js';
import type { HttpFaults } from '../http/receiver.js';
import { HttpReceiver } from '../http/receiver.js';
import { answerRequest } from './answer.js';
import type { StrideDefectCode } from './defect.js';
import type { TakenStrideEvent } from './event.js';
import type { StrideReceiverOptions } from './options.js';
import type { Definition } from './service.js';
import type { SubscriptionEnd } from './subscription.js';
import { Subscriptions } from './subscriptions.js';
import { StrideTotals } from './totals.js';

/** Processes, and queries, that are kept; beyond it, the one used longest ago is forgotten. */
const maxSaved = 1000;

/** What can go wrong on purpose: with sockets, with answers, and with subscriptions. */
export type StrideFaults = HttpFaults & {
  /** Writes events in chunks of so many bytes, from now on; 1 splits them everywhere. */
  splitSubscriptions(chunkBytes: number): void;
  /** Ends the subscriptions that are open now. */
  endSubscriptions(how: SubscriptionEnd): void;
};

/** A Stride server that keeps what it is told, and says what is wrong with it. */
export type StrideReceiver = HttpReceiver<StrideTotals, TakenStrideEvent, StrideDefectCode> & {
  readonly faults: StrideFaults;
  /** Writes an event to the subscriptions of `/process/NAME` or `/collect/NAME`, as if it had come of it. */
  publish(path: string, event: unknown): void;
};

/** Opens a receiver: by default strict, for any key, on a free port of 127.0.0.1. */
export async function createStrideReceiver(options: StrideReceiverOptions = {}): Promise<StrideReceiver> {
  const totals = new StrideTotals(options);
  const subscriptions = new Subscriptions(options.keepAliveMillis ?? 15_000, systemClock);
  const saved = {
    process: new BoundedMap<Definition>(maxSaved),
    analyze: new BoundedMap<Definition>(maxSaved),
  };
  const service = { totals, options, subscriptions, saved };
  const receiver = new HttpReceiver<StrideTotals, TakenStrideEvent, StrideDefectCode>({
    name: 'Stride',
    basePath: '/v1',
    totals,
    answer: (request, _kept, notes) => answerRequest(request, service, notes),
  });
  await receiver.listen(options);
  const faults = Object.assign(receiver.faults, {
    splitSubscriptions(chunkBytes: number) {
      subscriptions.chunkBytes = chunkBytes;
    },
    endSubscriptions: (how: SubscriptionEnd) => subscriptions.end(how),
  });
  const publish = (path: string, event: unknown) => subscriptions.publish(path.replace(/^\//, ''), event);
  return Object.assign(receiver, { faults, publish });
}
