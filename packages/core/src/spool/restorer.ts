import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, sleep } from '../clock.js';
import type { Journal } from '../delivery/journal.js';
import type { Logger } from '../logger.js';
import type { HeldPayload } from './held-payload.js';
import { type OldLog, type OldLogOptions, openOldLog } from './old-log.js';
import { pointsOf } from './replay.js';
import type { Slot } from './slot.js';

/** Who holds and sends what was left. */
export interface RestoreTarget {
  /** Whether something waits to be sent. */
  readonly hasHeld: boolean;
  /** Holds payloads. */
  hold(payloads: readonly HeldPayload[]): void;
  /** Counts points that cannot be sent any more. */
  drop(reason: string, points: number): void;
}

export interface RestorerOptions {
  readonly slot: Slot;
  readonly journal: Journal;
  readonly target: RestoreTarget;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly format: OldLogOptions['format'];
  readonly replay: OldLogOptions['replay'];
  readonly maxBytes: number;
  readonly maxAgeMillis: number;
}

/** Processes that are started together must not send together what they left. */
const MAX_DELAY_MILLIS = 5_000;
/** Between two slices: a megabyte a second at the most. */
const PAUSE_MILLIS = 250;
/** Between two looks whether the last slice has been sent. */
const WAIT_MILLIS = 1_000;
/** Between two looks whether somebody else has gone. */
const LOOK_MILLIS = 60_000;

/** Has sent what earlier processes left: after a while, in slices, and the next when the last one is gone. */
export class Restorer {
  readonly #options: RestorerOptions;
  #resend: () => Promise<unknown> = async () => {};
  #isOver = false;
  readonly #unreadable = new Set<string>();

  constructor(options: RestorerOptions) {
    this.#options = options;
  }

  /** `resend` sends what is held. */
  async run(resend: () => Promise<unknown>): Promise<void> {
    const { clock, slot } = this.#options;
    this.#resend = resend;
    await sleep(clock, Math.random() * MAX_DELAY_MILLIS);
    while (!this.#isOver) {
      await this.#restoreAll(await slot.takeOver());
      await sleep(clock, LOOK_MILLIS);
    }
  }

  stop(): void {
    this.#isOver = true;
  }

  async #restoreAll(directories: readonly string[]): Promise<void> {
    const { logger, maxBytes } = this.#options;
    const sizes = await Promise.all(directories.map(bytesIn));
    let bytes = sizes.reduce((sum, size) => sum + size, 0);
    for (const [i, directory] of directories.entries()) {
      if (this.#isOver) return;
      if (this.#unreadable.has(directory)) continue;
      const isOver = bytes > maxBytes;
      bytes -= sizes[i] as number;
      try {
        await (isOver ? this.#giveUp(directory) : this.#restore(directory));
      } catch (error) {
        this.#unreadable.add(directory);
        logger.warn(`what an earlier process left cannot be read: ${error}`);
      }
    }
  }

  async #restore(directory: string): Promise<void> {
    const { logger } = this.#options;
    const log = await this.#open(directory);
    const points = log.slices.reduce((sum, slice) => sum + pointsOf(slice), 0);
    if (points > 0) logger.info(`${points} data points of an earlier process are sent now`);
    for (const slice of log.slices) {
      await this.#until((target) => !target.hasHeld);
      if (this.#isOver) return;
      await this.#hold(slice);
      log.forget(slice);
      await sleep(this.#options.clock, PAUSE_MILLIS);
    }
    await log.delete();
  }

  /** Where it cannot be written down anew, it stays where it is until it is sent. */
  async #hold(slice: readonly HeldPayload[]): Promise<void> {
    const { journal, target } = this.#options;
    target.hold(slice);
    const { isSafe } = journal;
    void this.#resend();
    if (!isSafe) await this.#until(({ hasHeld }) => !hasHeld);
  }

  async #giveUp(directory: string): Promise<void> {
    const log = await this.#open(directory);
    for (const slice of log.slices) this.#options.target.drop('queue_full', pointsOf(slice));
    await log.delete();
  }

  async #open(directory: string): Promise<OldLog> {
    const { clock, format, logger, maxAgeMillis, replay, target } = this.#options;
    const log = await openOldLog(directory, { format, replay, oldest: clock.now() - maxAgeMillis });
    for (const [reason, points] of Object.entries(log.dropped)) if (points > 0) target.drop(reason, points);
    if (log.unreadBytes > 0)
      logger.warn(`${log.unreadBytes} bytes in ${directory} are torn or damaged and are left out`);
    return log;
  }

  async #until(holds: (target: RestoreTarget) => boolean): Promise<void> {
    const { clock, target } = this.#options;
    while (!this.#isOver && !holds(target)) await sleep(clock, WAIT_MILLIS);
  }
}

async function bytesIn(directory: string): Promise<number> {
  const names = await readdir(directory).catch(() => []);
  const sizes = names.map((name) =>
    stat(join(directory, name)).then(
      ({ size }) => size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
