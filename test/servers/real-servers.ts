import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { processState } from './process-state.ts';

/** A server that real-servers.sh can install and start. */
export type ServerName = 'statsd' | 'statsd-flush' | 'collectd';

const script = fileURLToPath(new URL('real-servers.sh', import.meta.url));

/** Why a server cannot be had on this machine, and what to do; undefined when it can. */
export function whyUnavailable(name: ServerName): string | undefined {
  if (process.platform !== 'linux') return 'real servers run on Linux only';
  const { status, stderr, error } = spawnSync(script, ['check', name], { encoding: 'utf8' });
  if (status === 0) return undefined;
  return error?.message ?? lastWords(stderr);
}

/**
 * One server written by others, in a temporary folder and on ports of its own, so that any number of test files and
 * test runs can go on at once. It ends with the process that started it, even if that one is killed.
 */
export class RealServer {
  readonly name: ServerName;
  readonly #ownerPid: number;
  #folder: string | undefined;
  #variables = new Map<string, string>();
  #startTicks: string | undefined;
  #isMeantToRun = false;

  constructor(name: ServerName, ownerPid = process.pid) {
    this.name = name;
    this.#ownerPid = ownerPid;
  }

  /** Resolves when the server takes data. Rejects with the script's one line, and the end of the server's log. */
  async start(): Promise<void> {
    this.#folder ??= await mkdtemp(join(tmpdir(), 'otelwire-'));
    const output = await runScript('start', [this.#folder, this.name], this.#ownerPid);
    this.#variables = variablesIn(output);
    this.#startTicks = processState(this.pid)?.startTicks;
    this.#isMeantToRun = true;
  }

  /** Ends the server and removes its folder. */
  async stop(): Promise<void> {
    if (this.#folder === undefined) return;
    this.#isMeantToRun = false;
    await runScript('stop', [this.#folder], this.#ownerPid);
    await rm(this.#folder, { recursive: true, force: true });
    this.#folder = undefined;
  }

  /** Ends the server as a crash does. Its ports stay reserved: `start` brings it back on the same ones. */
  async kill(): Promise<void> {
    this.#isMeantToRun = false;
    if (this.state !== 'down') process.kill(this.pid, 'SIGKILL');
    await this.#reach('down');
  }

  /** Kills the server and starts it again, on the same ports, with nothing of what it knew. */
  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  /** Stops the server's process (SIGSTOP): the kernel goes on to take data for it, until its buffers are full. */
  async pause(): Promise<void> {
    process.kill(this.pid, 'SIGSTOP');
    await this.#reach('paused');
  }

  async resume(): Promise<void> {
    process.kill(this.pid, 'SIGCONT');
    await this.#reach('running');
  }

  get state(): 'running' | 'paused' | 'down' {
    const found = processState(this.pid);
    return found !== undefined && found.startTicks === this.#startTicks ? found.state : 'down';
  }

  /** Whether the server ended though nobody asked it to. */
  get hasCrashed(): boolean {
    return this.#isMeantToRun && this.state === 'down';
  }

  get pid(): number {
    return Number(this.setting('PID'));
  }

  /** The UDP port, and TCP where the server has it; or another that env_NAME of the script prints. */
  port(key = 'PORT'): number {
    return Number(this.setting(key));
  }

  /** A variable that env_NAME of the script prints, without its REAL_NAME_. Known from the first start on. */
  setting(key: string): string {
    const value = this.settingIfAny(key);
    if (value === undefined) throw new Error(`${this.name} has no ${key}: was it started?`);
    return value;
  }

  settingIfAny(key: string): string | undefined {
    return this.#variables.get(`REAL_${this.name.toUpperCase().replaceAll('-', '_')}_${key}`);
  }

  /** What the server printed so far, over all its starts. */
  log(): Promise<string> {
    return readFile(this.setting('LOG'), 'utf8');
  }

  async #reach(wanted: RealServer['state']): Promise<void> {
    const deadline = performance.now() + 5_000;
    while (this.state !== wanted) {
      if (performance.now() > deadline) {
        throw new Error(`${this.name} (process ${this.pid}) is ${this.state} after 5 s, not ${wanted}`);
      }
      await sleep(2);
    }
  }
}

async function runScript(verb: string, words: readonly string[], ownerPid: number): Promise<string> {
  try {
    const env = { ...process.env, REAL_SERVERS_OWNER: String(ownerPid) };
    const { stdout } = await promisify(execFile)(script, [verb, ...words], { env });
    return stdout;
  } catch (error) {
    const stderr = (error as { stderr?: string }).stderr;
    throw stderr ? new Error(lastWords(stderr)) : error;
  }
}

function variablesIn(output: string): Map<string, string> {
  return new Map(
    [...output.matchAll(/^export (\w+)=(.*)$/gm)].map(([, name, value]) => [name!, value!] as const),
  );
}

/** What the script said last; a server's log, where it quotes one, goes over several lines. */
function lastWords(stderr: string): string {
  return stderr.split('real-servers: ').at(-1)!.trim();
}
