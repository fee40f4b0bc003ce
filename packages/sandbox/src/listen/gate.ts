import type { Timer } from '@otelwire/core';
import { systemClock } from '@otelwire/core';
import type { Fault } from '../faults/fault.js';

interface Waiting {
  readonly go: () => void;
  readonly byteCount: number;
  dueMillis: number;
}

/** Where what comes waits for its turn: not at all, for a while, or until the gate opens. Nothing overtakes anything. */
export class Gate {
  readonly #waiting = new Set<Waiting>();
  readonly #maxBytes: number;
  #waitingBytes = 0;
  #delayMillis = 0;
  #timer: Timer | undefined;

  /** Beyond `maxBytes` that wait, what comes is lost. */
  constructor(maxBytes = Number.POSITIVE_INFINITY) {
    this.#maxBytes = maxBytes;
  }

  /** Calls `go` at once, or gives a function that takes back what waits. */
  pass(go: () => void, byteCount = 0): (() => void) | undefined {
    if (this.#delayMillis === 0) {
      go();
      return undefined;
    }
    const dueMillis = systemClock.monotonicMillis() + this.#delayMillis;
    const waiting = { go, byteCount: Math.max(byteCount, 1), dueMillis };
    if (this.#waitingBytes + waiting.byteCount > this.#maxBytes) return () => {};
    this.#waiting.add(waiting);
    this.#waitingBytes += waiting.byteCount;
    this.#timer ??= this.#createTimer(this.#delayMillis);
    return () => this.#remove(waiting);
  }

  close(): void {
    this.#delay(Number.POSITIVE_INFINITY);
  }

  /** What waits goes now. */
  open(): void {
    this.#delay(0);
  }

  sustain(fault: Fault | undefined): void {
    if (fault?.kind === 'refuse') this.forget();
    if (fault?.kind === 'stall') this.close();
    else this.#delay(fault?.kind === 'slow' ? fault.millis : 0);
  }

  /** What waits is lost. */
  forget(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#waiting.clear();
    this.#waitingBytes = 0;
  }

  #delay(delayMillis: number): void {
    const dueMillis = systemClock.monotonicMillis() + delayMillis;
    this.#delayMillis = delayMillis;
    for (const waiting of this.#waiting) waiting.dueMillis = dueMillis;
    this.#goWhatIsDue();
  }

  #goWhatIsDue(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    const now = systemClock.monotonicMillis();
    for (const waiting of this.#waiting) {
      if (waiting.dueMillis > now) {
        this.#timer = this.#createTimer(waiting.dueMillis - now);
        return;
      }
      this.#remove(waiting);
      waiting.go();
    }
  }

  #createTimer(delayMillis: number): Timer | undefined {
    if (delayMillis === Number.POSITIVE_INFINITY) return undefined;
    return systemClock.setTimer(() => this.#goWhatIsDue(), delayMillis);
  }

  #remove(waiting: Waiting): void {
    if (!this.#waiting.delete(waiting)) return;
    this.#waitingBytes -= waiting.byteCount;
    if (this.#waiting.size === 0) this.forget();
  }
}
