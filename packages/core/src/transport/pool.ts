import type { Batch, SendOutcome, Transport } from './transport.js';

/**
 * Several connections as one transport: each batch goes to the one with the fewest batches in flight. Batches on different
 * connections may arrive in another order than they were sent.
 */
export function createTransportPool(transports: readonly [Transport, ...Transport[]]): Transport {
  const inFlight = transports.map(() => 0);
  return {
    description: transports[0].description,
    maxBatchesInFlight: transports.reduce((sum, { maxBatchesInFlight }) => sum + maxBatchesInFlight, 0),
    async send(batch: Batch, deadline: number): Promise<SendOutcome> {
      const least = inFlight.indexOf(Math.min(...inFlight));
      inFlight[least]! += 1;
      const outcome = await (transports[least] as Transport).send(batch, deadline);
      inFlight[least]! -= 1;
      return outcome;
    },
    async close(deadline: number): Promise<void> {
      await Promise.all(transports.map((transport) => transport.close(deadline)));
    },
  };
}
