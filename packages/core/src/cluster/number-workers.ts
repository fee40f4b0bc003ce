import cluster, { type Worker } from 'node:cluster';
import { WORKER_VARIABLE } from '../otel/process-identity.js';

/** All copies of this package in a process number together. */
const key = Symbol.for('otelwire.workers');
const holder = globalThis as { [key]?: Map<number, Worker> };

/**
 * Gives each worker that the cluster forks from now on the lowest number that no living one has, in the variable
 * `OTELWIRE_WORKER`: a worker that takes the place of a dead one has its number, and so its series. May be called twice.
 */
export function numberWorkers(): void {
  if (!cluster.isPrimary || holder[key] !== undefined) return;
  const taken = new Map<number, Worker>();
  holder[key] = taken;
  const fork = cluster.fork;
  cluster.fork = (env) => {
    let number = 0;
    while (taken.has(number)) number += 1;
    const worker = fork.call(cluster, { ...env, [WORKER_VARIABLE]: String(number) });
    taken.set(number, worker);
    worker.once('exit', () => taken.delete(number));
    return worker;
  };
}

/** The number of a worker, or the id that the cluster gave it where that was forked before. */
export function workerName(worker: Worker): string {
  for (const [number, one] of holder[key] ?? []) if (one.id === worker.id) return String(number);
  return String(worker.id);
}
