import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { setImmediate } from 'node:timers/promises';
import { JumpClock } from './jump-clock.js';

/** What leads from an answer to the next request, or to a pause, is over by then: promises and a few turns of the event loop. */
const quietTurns = 50;

/**
 * A clock on which pauses and deadlines take no time, and requests none at all: it stands still while one is under way, however
 * busy the machine is, and jumps from timer to timer while none is, or none will be answered.
 */
export class TimeLapse {
  readonly clock = new JumpClock();
  readonly #underWay = new Set<unknown>();
  readonly #hung = new Set<unknown>();
  readonly #began = (message: unknown) => void this.#underWay.add(requestOf(message));
  readonly #ended = (message: unknown) => {
    this.#underWay.delete(requestOf(message));
    this.#hung.delete(requestOf(message));
  };
  #isOver = false;

  private constructor() {
    subscribe('undici:request:create', this.#began);
    for (const end of ends) subscribe(end, this.#ended);
    void this.#run();
  }

  static async start(): Promise<TimeLapse> {
    // It takes its time, in which nothing would be under way.
    await import('undici');
    return new TimeLapse();
  }

  /** Says that no request that is under way now will be answered. */
  hang(): void {
    for (const request of this.#underWay) this.#hung.add(request);
  }

  /** Resolves when nothing is under way that will be answered, and everybody has heard of what was. */
  async quiet(): Promise<void> {
    for (let turns = 0; turns < quietTurns; turns += 1) {
      await setImmediate();
      if (this.#underWay.size > this.#hung.size) turns = 0;
    }
  }

  stop(): void {
    this.#isOver = true;
    unsubscribe('undici:request:create', this.#began);
    for (const end of ends) unsubscribe(end, this.#ended);
  }

  async #run(): Promise<void> {
    while (!this.#isOver) {
      await this.quiet();
      this.clock.jump();
    }
  }
}

const ends = ['undici:request:trailers', 'undici:request:error'];

function requestOf(message: unknown): unknown {
  return (message as { readonly request: unknown }).request;
}
