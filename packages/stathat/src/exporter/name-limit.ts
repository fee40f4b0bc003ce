import type { Logger } from '@otelwire/core';

const MAX_SHOWN = 5;

/** Lets so many names through, and names the first of those that it does not. Each new one is a stat that costs money, and a mail. */
export class NameLimit {
  readonly #maxNames: number;
  readonly #logger: Logger;
  readonly #names = new Set<string>();
  readonly #cut = new Set<string>();
  #hasTold = false;

  constructor(maxNames: number, logger: Logger) {
    this.#maxNames = maxNames;
    this.#logger = logger;
  }

  /** Whether all the names of a point may go out; if not, none of them counts. */
  admits(names: readonly string[]): boolean {
    const fresh = names.filter((name) => !this.#names.has(name));
    if (fresh.length === 0) return true;
    if (this.#names.size + fresh.length > this.#maxNames) {
      for (const name of fresh) if (this.#cut.size <= MAX_SHOWN) this.#cut.add(name);
      return false;
    }
    for (const name of fresh) this.#names.add(name);
    return true;
  }

  /** To be called after an export: says once which names were cut. */
  tell(): void {
    if (this.#hasTold || this.#cut.size === 0) return;
    this.#hasTold = true;
    const shown = [...this.#cut].slice(0, MAX_SHOWN).map((name) => JSON.stringify(name));
    const others = this.#cut.size > MAX_SHOWN ? ' and others' : '';
    this.#logger.warn(
      `${shown.join(', ')}${others} would be more stats than maxNewNames (${this.#maxNames}) allows, and are not sent`,
    );
  }
}
