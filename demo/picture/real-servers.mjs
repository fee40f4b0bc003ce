import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const script = fileURLToPath(new URL('../../test/servers/real-servers.sh', import.meta.url));

/** A real carbon and graphite-web in a temporary folder; they end with this process, even if it is killed. */
export async function startGraphite() {
  const folder = await mkdtemp(join(tmpdir(), 'otelwire-'));
  const env = { ...process.env, REAL_SERVERS_OWNER: String(process.pid) };
  const run = async (verb, ...names) =>
    (await promisify(execFile)(script, [verb, folder, ...names], { env })).stdout;
  const stop = async () => {
    await run('stop');
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const settings = await run('start', 'carbon', 'graphite-web');
    const port = (name) => new RegExp(`REAL_${name}_PORT=(\\d+)`).exec(settings)[1];
    return {
      endpoint: `tcp://127.0.0.1:${port('CARBON')}`,
      url: `http://127.0.0.1:${port('GRAPHITE_WEB')}`,
      stopCarbon: () => run('stop', 'carbon'),
      startCarbon: () => run('start', 'carbon'),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
