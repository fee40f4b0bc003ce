import type { Batch, Transport } from '@otelwire/core';
import { composeStreams, readStreams } from './wire/multi-stream.js';

/** Puts the events of each stream together before a body goes out: they are packed as they come, metric by metric. */
export function groupStreams(transport: Transport): Transport {
  return {
    description: transport.description,
    maxBatchesInFlight: transport.maxBatchesInFlight,
    get lastStatus() {
      return transport.lastStatus;
    },
    send: (batch, deadline) => transport.send(grouped(batch), deadline),
    close: (deadline) => transport.close(deadline),
  };
}

function grouped({ buffer, ends }: Batch): Batch {
  const bodies = ends.map((end, i) => {
    const body = buffer.subarray(ends[i - 1] ?? 0, end);
    return composeStreams(body, readStreams(body));
  });
  let length = 0;
  const newEnds = bodies.map((body) => {
    length += body.length;
    return length;
  });
  return { buffer: Buffer.concat(bodies), ends: newEnds };
}
