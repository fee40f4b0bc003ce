import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** A server that real-servers.sh can install and start. */
export type ServerName =
  | 'statsd'
  | 'statsd-flush'
  | 'collectd'
  | 'carbon'
  | 'graphite-web'
  | 'victoria'
  | 'relay';

const script = fileURLToPath(new URL('real-servers.sh', import.meta.url));

/** Why one of these servers cannot be had on this machine, and what to do; undefined when all can. */
export function whyUnavailable(...names: readonly ServerName[]): string | undefined {
  if (process.platform !== 'linux') return 'real servers run on Linux only';
  const { status, stderr, error } = spawnSync(script, ['check', ...names], { encoding: 'utf8' });
  if (status === 0) return undefined;
  return error?.message ?? lastWords(stderr);
}

/** Resolves with the variables that the script prints; rejects with its one line, and the end of the server's log. */
export async function runScript(
  verb: 'start' | 'stop',
  words: readonly string[],
  ownerPid: number,
): Promise<ReadonlyMap<string, string>> {
  try {
    const env = { ...process.env, REAL_SERVERS_OWNER: String(ownerPid) };
    const { stdout } = await promisify(execFile)(script, [verb, ...words], { env });
    const variables = stdout.matchAll(/^export (\w+)=(.*)$/gm);
    return new Map([...variables].map(([, name, value]) => [name!, value!] as const));
  } catch (error) {
    const stderr = (error as { stderr?: string }).stderr;
    throw stderr ? new Error(lastWords(stderr)) : error;
  }
}

/** What the script said last; a server's log, where it quotes one, goes over several lines. */
function lastWords(stderr: string): string {
  return stderr.split('real-servers: ').at(-1)!.trim();
}
