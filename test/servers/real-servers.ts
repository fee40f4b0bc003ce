import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { groupState } from './group-state.ts';
import { ServerFolder } from './server-folder.ts';
import type { ServerName } from './server-script.ts';

/**
 * One server written by others, in a temporary folder and on ports of its own, so that any number of test files and
 * test runs can go on at once. Servers that work together share a folder.
 */
export class RealServer {
  readonly name: ServerName;
  readonly #folder: ServerFolder;
  #variables: ReadonlyMap<string, string> = new Map();
  #startTicks: string | undefined;
  #isMeantToRun = false;

  constructor(name: ServerName, folder = new ServerFolder()) {
    this.name = name;
    this.#folder = folder;
  }

  /** Resolves when the server takes data. Rejects with the script's one line, and the end of the server's log. */
  async start(): Promise<void> {
    this.#variables = await this.#folder.start(this.name);
    this.#startTicks = groupState(this.pid)?.startTicks;
    this.#isMeantToRun = true;
  }

  /** Ends the server, and removes the folder when no other server runs in it. */
  async stop(): Promise<void> {
    this.#isMeantToRun = false;
    await this.#folder.stop(this.name);
  }

  /** Ends the server as a crash does. Its ports stay reserved: `start` brings it back on the same ones. */
  async kill(): Promise<void> {
    this.#isMeantToRun = false;
    if (this.state !== 'down') process.kill(-this.pid, 'SIGKILL');
    await this.#reach('down');
  }

  /** Kills the server and starts it again, on the same ports, with nothing of what it had not written to its disk. */
  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  /** Stops the server's processes (SIGSTOP): the kernel goes on to take data for it, until its buffers are full. */
  async pause(): Promise<void> {
    process.kill(-this.pid, 'SIGSTOP');
    await this.#reach('paused');
  }

  async resume(): Promise<void> {
    process.kill(-this.pid, 'SIGCONT');
    await this.#reach('running');
  }

  get state(): 'running' | 'paused' | 'down' {
    const found = groupState(this.pid);
    if (found === undefined) return 'down';
    return found.startTicks === undefined || found.startTicks === this.#startTicks ? found.state : 'down';
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
