import { isMainThread } from 'node:worker_threads';

/** In worker threads only if asked: they inherit the flags of their process, and with them this package. */
export function mayRunHere(): boolean {
  return isMainThread || process.env.OTELWIRE_WORKER_THREADS?.trim().toLowerCase() === 'true';
}
