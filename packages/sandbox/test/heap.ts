import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** How many bytes of the heap are in use, after a collection. */
export function heapBytes(): number {
  collect();
  return process.memoryUsage().heapUsed;
}
