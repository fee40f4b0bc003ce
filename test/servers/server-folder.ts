import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runScript, type ServerName } from './server-script.ts';

/**
 * A temporary folder, and with it a run of ports, that servers share: graphite-web reads the files of the carbon in its
 * folder, the relay forwards to that one. What runs in it ends with the process that owns it, even if that one is killed.
 */
export class ServerFolder {
  readonly #ownerPid: number;
  readonly #started = new Set<ServerName>();
  #path: string | undefined;
  #lastTurn: Promise<unknown> = Promise.resolve();

  constructor(ownerPid = process.pid) {
    this.#ownerPid = ownerPid;
  }

  /** Resolves, when the server takes data, with the variables of all that run here. */
  start(name: ServerName): Promise<ReadonlyMap<string, string>> {
    return this.#inTurn(async () => {
      this.#path ??= await mkdtemp(join(tmpdir(), 'otelwire-'));
      this.#started.add(name);
      return runScript('start', [this.#path, name], this.#ownerPid);
    });
  }

  /** Ends a server; with the last one the folder goes, and all that they had written. */
  stop(name: ServerName): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#path === undefined || !this.#started.delete(name)) return;
      if (this.#started.size > 0) {
        await runScript('stop', [this.#path, name], this.#ownerPid);
        return;
      }
      await runScript('stop', [this.#path], this.#ownerPid);
      await rm(this.#path, { recursive: true, force: true });
      this.#path = undefined;
    });
  }

  /** The script writes down which ports and servers a folder has: one call at a time. */
  #inTurn<Value>(action: () => Promise<Value>): Promise<Value> {
    const turn = this.#lastTurn.then(action, action);
    this.#lastTurn = turn;
    return turn;
  }
}
