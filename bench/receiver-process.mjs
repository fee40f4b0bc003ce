// Starts and stops receiver.mjs.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const script = new URL('receiver.mjs', import.meta.url);

/**
 * Starts a receiver. `counts` tells what came since it was asked last, once nothing has come for a while.
 */
export async function startReceiver(kind, answer) {
  const path = kind === 'unix' ? join(tmpdir(), `otelwire-bench-${process.pid}.sock`) : undefined;
  const child = fork(script, [JSON.stringify({ kind, path, answer })]);
  const [{ port }] = await once(child, 'message');
  async function ask() {
    child.send('counts');
    const [counts] = await once(child, 'message');
    return counts;
  }
  async function counts() {
    const sum = await ask();
    for (;;) {
      await delay(200);
      const more = await ask();
      if (more.bytes === 0) return sum;
      for (const key of Object.keys(sum)) sum[key] += more[key];
    }
  }
  return { port, path, counts, stop: () => child.disconnect() };
}
