import type { Batch, SendOutcome, Transport } from './transport.js';

/**
 * Several connections as one transport: each batch goes to the one that can take the most batches more. Batches on
 * different connections may arrive in another order than they were sent.
 */
export function createTransportPool(transports: readonly [Transport, ...Transport[]]): Transport {
  const room = transports.map(({ maxBatchesInFlight }) => maxBatchesInFlight);
  return {
    description: transports[0].description,
    maxBatchesInFlight: room.reduce((sum, batches) => sum + batches, 0),
    async send(batch: Batch, deadline: number): Promise<SendOutcome> {
      const freest = room.indexOf(Math.max(...room));
      room[freest]! -= 1;
      const outcome = await (transports[freest] as Transport).send(batch, deadline);
      room[freest]! += 1;
      return outcome;
    },
    async close(deadline: number): Promise<void> {
      await Promise.all(transports.map((transport) => transport.close(deadline)));
    },
    onBroken(listener) {
      for (const transport of transports) transport.onBroken?.(listener);
    },
  };
}
