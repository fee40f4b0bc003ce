import type { Packer } from '@otelwire/core';
import type { CallRefusal } from './record-writer.js';
import type { Wire } from './wire.js';

/** Writes what `points` calls have come to, and shows it where that is wanted; or drops them for the reason that `write` gives. */
export function emit(
  { debug, delivery, outlet }: Wire,
  points: number,
  write: (packer: Packer) => CallRefusal | 'invalid_options' | undefined,
): void {
  const refusal = write(delivery.packer);
  if (refusal !== undefined) {
    delivery.drop(refusal, points);
    return;
  }
  delivery.packer.endPoint(points);
  if (debug !== undefined && write(debug.packer) === undefined) debug.show();
  outlet.wrote();
}
