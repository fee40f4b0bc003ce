import { systemClock } from '../../src/clock.js';
import type { Batch } from '../../src/transport/transport.js';

export function batchOf(...payloads: readonly (string | Uint8Array)[]): Batch {
  const buffers = payloads.map((payload) => Buffer.from(payload));
  let end = 0;
  const ends = buffers.map(({ length }) => {
    end += length;
    return end;
  });
  return { buffer: Buffer.concat(buffers), ends };
}

/** `count` payloads of `bytes` bytes, each with its number at its beginning. */
export function numberedBatch(count: number, bytes: number, first = 0): Batch {
  const buffer = Buffer.alloc(count * bytes, '.');
  for (let index = 0; index < count; index++) buffer.write(`${first + index}\n`, index * bytes);
  return { buffer, ends: Array.from({ length: count }, (_, index) => (index + 1) * bytes) };
}

/** A deadline. */
export function inMillis(millis: number): number {
  return systemClock.monotonicMillis() + millis;
}

export function sleepMillis(millis: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, millis);
  });
}

/** Keeps the event loop from turning, as a busy application does: after it timers are run, and only then sockets polled. */
export async function blockEventLoop(millis: number): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, millis);
}
