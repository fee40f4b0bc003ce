import { setImmediate as turnOfEventLoop } from 'node:timers/promises';
import fc from 'fast-check';
import { type Clock, systemClock } from '../../src/clock.ts';
import { TransportError } from '../../src/errors.ts';
import { createMemoryTransport } from '../../src/transport/memory.ts';

/** What a transport may do with batches: deliver some of each now or later, in the order of the batches. */
export const outcomes = fc.array(
  fc.record({ fails: fc.boolean(), share: fc.double({ min: 0, max: 1, noNaN: true }), turns: fc.nat(4) }),
  { maxLength: 12 },
);

/** Whatever delay is 0 is a turn of the event loop, so that batches overtake the answers to those before them. */
export const turningClock: Clock = {
  ...systemClock,
  setTimer(callback, delayMillis) {
    if (delayMillis > 0) return systemClock.setTimer(callback, delayMillis);
    const immediate = setImmediate(callback);
    return { cancel: () => clearImmediate(immediate) };
  },
};

/**
 * A transport that goes by `script`, then delivers everything. As on one connection, answers come in the order of the batches,
 * and with the one that fails fail all that were sent by then.
 */
export function scripted(script: readonly { fails: boolean; share: number; turns: number }[]) {
  const transport = createMemoryTransport({ maxBatchesInFlight: 3 });
  let last: Promise<unknown> = Promise.resolve();
  let connection = 0;
  let mostInFlight = 0;
  let inFlight = 0;
  let sends = 0;
  transport.respondWith((batch) => {
    const { fails, share, turns } = script[sends] ?? { fails: false, share: 1, turns: 0 };
    const own = connection;
    sends += 1;
    inFlight += 1;
    mostInFlight = Math.max(mostInFlight, inFlight);
    const outcome = last.then(async () => {
      for (let i = 0; i < turns; i += 1) await turnOfEventLoop();
      inFlight -= 1;
      const error = new TransportError('test:', 'fails as told');
      if (own !== connection) return { delivered: 0, error };
      if (!fails) return { delivered: batch.ends.length };
      connection += 1;
      return { delivered: Math.floor(share * (batch.ends.length - 1)), error };
    });
    last = outcome;
    return outcome;
  });
  return { transport, mostInFlight: () => mostInFlight };
}
