import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const path = fileURLToPath(new URL('fixtures/forgetful-server.mjs', import.meta.url));

interface Message {
  readonly port?: number;
  readonly last?: number;
  readonly isReading?: boolean;
}

/** A server that is killed and started again on the same port, with the same file. Its lines are numbers. */
export class ForgetfulServer {
  readonly #directory = mkdtempSync(join(tmpdir(), 'otelwire-'));
  readonly #file = join(this.#directory, 'stored');
  readonly #storeMillis: number;
  #child: ChildProcess | undefined;
  #said: Message = {};
  port = 0;

  constructor(storeMillis: number) {
    this.#storeMillis = storeMillis;
    writeFileSync(this.#file, '');
  }

  async start(): Promise<void> {
    const options = { port: this.port, file: this.#file, storeMillis: this.#storeMillis };
    this.#said = {};
    this.#child = fork(path, [JSON.stringify(options)]);
    this.#child.on('message', (message: Message) => {
      this.#said = { ...this.#said, ...message };
    });
    await this.#says(({ port }) => port !== undefined);
    this.port = this.#said.port as number;
  }

  /** Resolves when the line of this number was the last that it has read. */
  hasRead(number: number): Promise<void> {
    return this.#says(({ last }) => last === number);
  }

  stopReading(): Promise<void> {
    this.#child?.send('stop');
    return this.#says(({ isReading }) => isReading === false);
  }

  async kill(): Promise<void> {
    if (this.#child === undefined) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
    this.#child = undefined;
  }

  /** The numbers of the lines on disk, in the order in which they came there. */
  get stored(): number[] {
    return readFileSync(this.#file, 'utf8').split('\n').slice(0, -1).map(Number);
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.#directory, { recursive: true });
  }

  async #says(what: (said: Message) => boolean): Promise<void> {
    while (!what(this.#said)) await once(this.#child as ChildProcess, 'message');
  }
}
