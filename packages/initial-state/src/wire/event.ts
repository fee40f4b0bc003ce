import { formatNumber, type Packer, textBytes, type Wrapping, writeNumberAt } from '@otelwire/core';

/** A request's body is an array of events. */
export const eventArray: Wrapping = { head: textBytes('['), separator: textBytes(','), tail: textBytes(']') };

/**
 * No event with a number is longer: of its at most 100 characters one takes at most three bytes, and of its number 327. The rest is
 * `{"key":"","value":,"epoch":1700000000.123}`.
 */
export const MAX_EVENT_BYTES = 1024;

/** An event up to its value. */
export function eventHead(key: string): Uint8Array {
  return textBytes(`{"key":${JSON.stringify(key)},"value":`);
}

/** An event behind its value: seconds since 1970, with milliseconds. */
export function eventTail(millis: number): Uint8Array {
  return textBytes(`,"epoch":${formatNumber(millis / 1000)}}`);
}

/** Writes one event, of `values[index]`, and ends its record. */
export function writeEvent(
  packer: Packer,
  head: Uint8Array,
  values: Float64Array,
  index: number,
  tail: Uint8Array,
): void {
  const { buffer, position } = packer;
  buffer.set(head, position);
  const end = writeNumberAt(buffer, position + head.length, values, index);
  buffer.set(tail, end);
  packer.position = end + tail.length;
  packer.endRecord();
}
