import cluster from 'node:cluster';
import { isMainThread, threadId } from 'node:worker_threads';
import { processEnvironment } from '../config/environment.js';

/** What tells a process, or a thread of it, from others that run the same program. */
export interface ProcessIdentity {
  /** `2`; of a thread `t3`, or `2-t3`. */
  readonly text: string;
  /** Whether it comes again after a restart: ids of workers and threads only grow. */
  readonly isStable: boolean;
}

/** Set by `numberWorkers` for each worker of a cluster. */
export const WORKER_VARIABLE = 'OTELWIRE_WORKER';

/**
 * Undefined for a process that is alone as far as it can know. PM2 numbers its processes (`NODE_APP_INSTANCE`: the lowest that is free),
 * `numberWorkers` does so for a cluster; else a worker has the id that the cluster gave it.
 */
export function processIdentity(): ProcessIdentity | undefined {
  const { NODE_APP_INSTANCE: instance, exec_mode, [WORKER_VARIABLE]: numbered } = processEnvironment();
  const isWorker = cluster.isWorker || !isMainThread;
  const worker = isWorker && numbered ? numbered : undefined;
  // a process that PM2 forked may have a cluster of its own, whose workers inherit its number
  const isOfPm2 = instance && exec_mode !== 'fork_mode';
  const id = isOfPm2 || worker !== undefined ? undefined : cluster.worker?.id;
  const thread = isMainThread ? undefined : `t${threadId}`;
  const text = [instance, worker, id, thread].filter((part) => part !== undefined && part !== '').join('-');
  return text === '' ? undefined : { text, isStable: id === undefined && thread === undefined };
}
