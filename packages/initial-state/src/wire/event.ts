import { formatNumber, type Packer, type Wrapping, writeNumber } from '@otelwire/core';

/**
 * In the pool of Buffer, where bytes that are made one after the other lie side by side, in the order in which exports read them: with
 * memory of its own for each, a series took 2.0 KB instead of 1.2, and copying took three times as long.
 */
function bytesOf(text: string): Uint8Array {
  const { buffer, byteLength, byteOffset } = Buffer.from(text);
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** A request's body is an array of events. */
export const eventArray: Wrapping = { head: bytesOf('['), separator: bytesOf(','), tail: bytesOf(']') };

/**
 * No event with a number is longer: of its at most 100 characters one takes at most three bytes, and of its number 327. The rest is
 * `{"key":"","value":,"epoch":1700000000.123}`.
 */
export const MAX_EVENT_BYTES = 1024;

/** An event up to its value. */
export function eventHead(key: string): Uint8Array {
  return bytesOf(`{"key":${JSON.stringify(key)},"value":`);
}

/** An event behind its value: seconds since 1970, with milliseconds. */
export function eventTail(millis: number): Uint8Array {
  return bytesOf(`,"epoch":${formatNumber(millis / 1000)}}`);
}

/** Writes one event and ends its record. */
export function writeEvent(packer: Packer, head: Uint8Array, value: number, tail: Uint8Array): void {
  const { buffer, position } = packer;
  buffer.set(head, position);
  const end = writeNumber(buffer, position + head.length, value);
  buffer.set(tail, end);
  packer.position = end + tail.length;
  packer.endRecord();
}
