import type { Clock, SendOutcome, Transport } from '@otelwire/core';

/**
 * Gives each payload of a batch a deadline of its own: of forms there are hundreds in a batch, one request each, and a server
 * that answers them all is not away, however long that takes together.
 */
export function oneByOne(transport: Transport, clock: Clock, timeoutMillis: number): Transport {
  return {
    description: transport.description,
    maxBatchesInFlight: transport.maxBatchesInFlight,
    async send({ buffer, ends }, deadline) {
      const lost: NonNullable<SendOutcome['lost']>[number][] = [];
      for (let payload = 0; payload < ends.length; payload += 1) {
        const bytes = buffer.subarray(ends[payload - 1] ?? 0, ends[payload]);
        const until = Math.min(deadline, clock.monotonicMillis() + timeoutMillis);
        const outcome = await transport.send({ buffer: bytes, ends: [bytes.length] }, until);
        if (outcome.error !== undefined) return { delivered: payload, lost, error: outcome.error };
        for (const one of outcome.lost ?? []) lost.push({ ...one, payload });
      }
      return { delivered: ends.length, lost };
    },
    close: (deadline) => transport.close(deadline),
  };
}
