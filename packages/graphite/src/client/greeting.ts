import type { Transport } from '@otelwire/core';
import type { Format } from '../wire/format.js';

/**
 * The transport with which `connect` finds out whether the server is there. On a socket it sends no bytes; over HTTP it sends an empty
 * array, since a request without a body is a bad one.
 */
export function greetingTransport(transport: Transport, { name, wrapping }: Format): Transport {
  if (name !== 'json' || wrapping === undefined) return transport;
  const buffer = new Uint8Array([...wrapping.head, ...wrapping.tail]);
  return {
    description: transport.description,
    maxBatchesInFlight: transport.maxBatchesInFlight,
    send: (_nothing, deadline) => transport.send({ buffer, ends: [buffer.length] }, deadline),
    close: (deadline) => transport.close(deadline),
  };
}
