import type { Transport, TransportError } from '@otelwire/core';

/** Tells of points that the server refused, or may not have counted: once, until it takes some again. */
export function tellingTransport(transport: Transport, tell: (error: TransportError) => void): Transport {
  let hasTold = false;
  return {
    description: transport.description,
    maxBatchesInFlight: transport.maxBatchesInFlight,
    async send(batch, deadline) {
      const outcome = await transport.send(batch, deadline);
      const { delivered, lost = [] } = outcome;
      if (lost.length > 0 && !hasTold) tell(lost[0]!.error);
      hasTold = lost.length > 0 || (hasTold && delivered === 0);
      return outcome;
    },
    close: (deadline) => transport.close(deadline),
  };
}
