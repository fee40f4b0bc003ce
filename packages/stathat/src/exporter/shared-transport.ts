import type { Transport } from '@otelwire/core';

/** A transport for several users, which is closed when the last of them has closed it. */
export function sharedTransport(transport: Transport, users: number): Transport {
  let open = users;
  return {
    description: transport.description,
    maxBatchesInFlight: transport.maxBatchesInFlight,
    get lastStatus() {
      return transport.lastStatus;
    },
    send: (batch, deadline) => transport.send(batch, deadline),
    async close(deadline) {
      open -= 1;
      if (open === 0) await transport.close(deadline);
    },
  };
}
