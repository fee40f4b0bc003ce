import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Timer } from '../clock.js';
import { isAlive, type Owner, thisProcess } from './owner.js';

const LOG = /^[0-9a-z]+\.(\d+-[0-9a-f]+)$/;
const LOCK = /^(\d+-[0-9a-f]+)\.lock$/;
const BEAT_MILLIS = 10_000;

/** The folder of all who send the same to the same backend. */
export function familyDirectory(directory: string, kind: string, destination: string): string {
  return join(directory, `${kind}-${createHash('sha256').update(destination).digest('hex').slice(0, 16)}`);
}

/**
 * The logs of one exporter among those of others: each has its owner in its name, and each owner a file that says which process it is.
 * A log changes hands by being renamed, which only one can do.
 */
export class Slot {
  readonly #familyOf: () => string;
  readonly #clock: Clock;
  readonly #self = thisProcess();
  readonly #token = `${process.pid}-${randomBytes(6).toString('hex')}`;
  readonly #written = new Set<string>();
  #old: readonly string[] = [];
  #beat: Timer | undefined;

  /** `family` is asked for when there is something to do. */
  constructor(family: () => string, clock: Clock) {
    this.#familyOf = family;
    this.#clock = clock;
  }

  /** Says that this process is here. Throws when that cannot be written. */
  claim(): void {
    mkdirSync(this.#family, { recursive: true, mode: 0o700 });
    const fresh = `${this.#lock}.new`;
    writeFileSync(fresh, JSON.stringify(this.#self), { mode: 0o600 });
    renameSync(fresh, this.#lock);
  }

  /** The path of a log to be written. */
  createLog(): string {
    this.claim();
    if (this.#beat === undefined) this.#armBeat();
    const id = `${this.#clock.now().toString(36)}${randomBytes(4).toString('hex')}`;
    this.#written.add(`${id}.${this.#token}`);
    return join(this.#family, `${id}.${this.#token}`);
  }

  /** Takes over the logs of those who are gone; returns the paths of all that were taken over, the oldest first. */
  async takeOver(): Promise<string[]> {
    const found = await readdir(this.#family).catch(() => []);
    const logs = found.filter((name) => LOG.test(name));
    const owners = new Set([...logs.map(ownerOf), ...found.flatMap((name) => LOCK.exec(name)?.[1] ?? [])]);
    owners.delete(this.#token);
    for (const owner of owners) {
      if (await this.#isAlive(owner)) continue;
      for (const log of logs.filter((name) => ownerOf(name) === owner)) await this.#rename(log);
      await unlink(join(this.#family, `${owner}.lock`)).catch(() => {});
    }
    const names = await readdir(this.#family).catch(() => []);
    const mine = names.filter((name) => LOG.test(name) && ownerOf(name) === this.#token);
    const old = mine.filter((name) => !this.#written.has(name)).sort();
    this.#old = old;
    if (old.length > 0 && this.#beat === undefined) this.#armBeat();
    return old.map((name) => join(this.#family, name));
  }

  /** Whoever comes next may take what is left. */
  release(): void {
    this.#beat?.cancel();
    try {
      unlinkSync(this.#lock);
    } catch {
      // it is not there
    }
  }

  get #family(): string {
    return this.#familyOf();
  }

  get #lock(): string {
    return join(this.#family, `${this.#token}.lock`);
  }

  #armBeat(): void {
    this.#beat = this.#clock.setTimer(() => {
      this.#beat = undefined;
      if (![...this.#written, ...this.#old].some((log) => existsSync(join(this.#family, log)))) return;
      try {
        this.claim();
      } catch {
        // the log says that nothing can be written
      }
      this.#armBeat();
    }, BEAT_MILLIS);
  }

  /** Somebody else may have been faster. */
  async #rename(log: string): Promise<void> {
    const mine = log.replace(/\..*/, `.${this.#token}`);
    await rename(join(this.#family, log), join(this.#family, mine)).catch(() => {});
  }

  async #isAlive(owner: string): Promise<boolean> {
    const path = join(this.#family, `${owner}.lock`);
    try {
      // both times are of the file system's clock
      this.claim();
      const [theirs, ours] = await Promise.all([stat(path), stat(this.#lock)]);
      const process: Owner = JSON.parse(await readFile(path, 'utf8'));
      return isAlive(process, this.#self, ours.mtimeMs - theirs.mtimeMs);
    } catch (error) {
      return (error as NodeJS.ErrnoException).code !== 'ENOENT' && !(error instanceof SyntaxError);
    }
  }
}

function ownerOf(log: string): string {
  return LOG.exec(log)![1]!;
}
