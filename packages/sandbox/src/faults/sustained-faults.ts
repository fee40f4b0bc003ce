import { SandboxError } from '../error.js';
import { checkFault } from './check-fault.js';
import type { Fault, FaultKind, FaultSwitch } from './fault.js';
import type { Losses } from './losses.js';

/** Something of a receiver that can go wrong for as long as wanted. */
export interface Breakable {
  readonly faultKinds: readonly FaultKind[];
  /**
   * Ends the fault before, and begins this one, which is of its kinds. What comes from then on, and what waits, suffers it
   * already when this returns; the promise tells when the door is as it should be.
   */
  sustain(fault: Fault | undefined): Promise<void>;
}

const allKinds: readonly FaultKind[] = ['refuse', 'stall', 'slow', 'drop', 'reset', 'half-close', 'answer'];

/** The fault of all parts of a receiver, one at a time. */
export class SustainedFaults implements FaultSwitch {
  readonly #parts: () => readonly Breakable[];
  readonly #losses: Losses;
  #active: Fault | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  /** `parts` gives those that there are now. */
  constructor(parts: () => readonly Breakable[], losses: Losses) {
    this.#parts = parts;
    this.#losses = losses;
  }

  get kinds(): readonly FaultKind[] {
    return allKinds.filter((kind) => this.#parts().some(({ faultKinds }) => faultKinds.includes(kind)));
  }

  get active(): Fault | undefined {
    return this.#active;
  }

  get droppedCount(): number {
    return this.#losses.count;
  }

  async set(fault: Fault | undefined): Promise<void> {
    if (fault !== undefined) checkFault(fault, this.kinds);
    const change = this.#last.then(() => this.#change(fault));
    this.#last = change.catch(() => {});
    return change;
  }

  /** Forgets what was dropped. */
  reset(): void {
    this.#losses.count = 0;
  }

  /** Resolves when no change is under way; none begins afterwards. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#last;
  }

  async #change(fault: Fault | undefined): Promise<void> {
    if (this.#isClosed) {
      throw new SandboxError('ERR_OTELWIRE_SANDBOX_CLOSED', 'fault: the receiver is closed');
    }
    try {
      await this.#apply(fault);
    } catch (error) {
      await this.#apply(this.#active).catch(() => {});
      throw error;
    }
    this.#active = fault;
  }

  async #apply(fault: Fault | undefined): Promise<void> {
    this.#losses.percent = fault?.kind === 'drop' ? fault.percent : 0;
    const changes = this.#parts().map((part) =>
      part.sustain(fault !== undefined && part.faultKinds.includes(fault.kind) ? fault : undefined),
    );
    await Promise.allSettled(changes);
    await Promise.all(changes);
  }
}
