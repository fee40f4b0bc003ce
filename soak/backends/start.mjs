import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('process.mjs', import.meta.url));

/** The backends in a process of their own. */
export async function startBackends(seed) {
  // the standard output is for the result
  const child = fork(script, [String(seed)], { stdio: ['ignore', 2, 2, 'ipc'] });
  const waiting = new Map();
  let calls = 0;
  const [{ endpoints, kinds }] = await once(child, 'message');
  child.on('message', ({ id, value }) => {
    waiting.get(id)?.(value);
    waiting.delete(id);
  });
  const ask = (message) =>
    new Promise((resolve, reject) => {
      calls += 1;
      waiting.set(calls, resolve);
      child.once('exit', (code) => reject(new Error(`the backends ended (${code})`)));
      child.send({ ...message, id: calls });
    });
  child.setMaxListeners(0);
  return {
    endpoints,
    /** The faults that each backend can have. */
    kinds,
    setFault: (name, fault) => ask({ type: 'fault', name, fault }),
    read: () => ask({ type: 'read' }),
    stop: () => child.disconnect(),
  };
}
