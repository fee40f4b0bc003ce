import type { Batch, SendOutcome, Transport } from '@otelwire/core';

export interface TransportWatcher {
  onSend(batch: Batch): void;
  onOutcome(outcome: SendOutcome): void;
}

/** Tells of all that goes through a transport. */
export function watchingTransport(transport: Transport, watcher: TransportWatcher): Transport {
  return {
    description: transport.description,
    maxBatchesInFlight: transport.maxBatchesInFlight,
    async send(batch, deadline) {
      watcher.onSend(batch);
      const outcome = await transport.send(batch, deadline);
      watcher.onOutcome(outcome);
      return outcome;
    },
    close: (deadline) => transport.close(deadline),
  };
}
