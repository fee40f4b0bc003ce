import type { Clock } from '../clock.js';
import type { TransportError } from '../errors.js';
import { Backoff } from '../transport/backoff.js';
import { timerAt } from '../transport/deadline.js';

export interface GateOptions {
  readonly clock: Clock;
  readonly maxRetryAfterMillis: number;
  readonly circuitProbeMillis: number;
}

/** The moments at which no send waits any more. */
export interface Patience {
  readonly usual: number;
  /** The same after a request that was not answered in time. */
  readonly unanswered: number;
}

/**
 * Decides when the next request may go out, for all sends of a transport together.
 *
 * After a failure there is a pause: the backoff, and what the server asked for on top. A send waits along if that leaves time for an
 * answer (more of it after a request that was not answered in time), else it fails at once with what has failed before. While the
 * server refuses us (401, 402, 403, 404 …) the circuit is open: sends fail at once with the first refusal, and one request each
 * `circuitProbeMillis` finds out whether that has changed. What fails so is held, not dropped: keys are renewed, accounts are paid and
 * routes come back while a process runs.
 */
export class Gate {
  readonly #options: GateOptions;
  readonly #backoff: Backoff;
  #pausedUntil = Number.NEGATIVE_INFINITY;
  #failedAt = Number.NEGATIVE_INFINITY;
  #failure: TransportError | undefined;
  #refusal: TransportError | undefined;
  /** Whether the last request had no answer when its time was over. */
  #isUnanswered = false;
  #isProbing = false;

  constructor(options: GateOptions) {
    this.#options = options;
    this.#backoff = new Backoff({ clock: options.clock });
  }

  /**
   * Resolves when a request may go out, or with the reason why none may: nobody waits until its patience is over. Who passes says
   * afterwards what became of it.
   */
  async pass(patience: Patience, signal: AbortSignal): Promise<TransportError | undefined> {
    let waitedFor: TransportError | undefined;
    while (!signal.aborted) {
      const now = this.#options.clock.monotonicMillis();
      const waitEnd = this.#isUnanswered ? patience.unanswered : patience.usual;
      // A busy event loop runs timers late.
      if (waitedFor !== undefined && now >= waitEnd) return waitedFor;
      const isPaused = now < this.#pausedUntil;
      if (this.#refusal !== undefined) {
        if (isPaused || this.#isProbing) return this.#refusal;
        this.#isProbing = true;
        return undefined;
      }
      if (!isPaused) return undefined;
      if (this.#failure !== undefined && this.#pausedUntil >= waitEnd) return this.#failure;
      waitedFor = this.#failure;
      await this.#wait(signal);
    }
    return signal.reason;
  }

  /** A request that went out at `startedAt` was answered: the server works. */
  answered(startedAt: number): void {
    // What was on the way already when another one failed proves nothing.
    if (startedAt < this.#failedAt) return;
    this.#refusal = undefined;
    this.#isProbing = false;
    this.#backoff.succeeded();
    this.#failure = undefined;
    this.#isUnanswered = false;
    this.#pausedUntil = Number.NEGATIVE_INFINITY;
  }

  /** The server wants to be left alone for a while, though it has not failed. */
  pause(error: TransportError, millis: number): void {
    this.#failure ??= error;
    this.#pauseUntil(this.#options.clock.monotonicMillis() + this.#clamped(millis));
  }

  /** A request that went out at `startedAt` failed. Of several at once only the first makes the backoff longer. */
  failed(error: TransportError, startedAt: number, retryAfterMillis = 0): void {
    const isNews = startedAt >= this.#failedAt;
    if (!isNews && this.#refusal !== undefined) return;
    this.#refusal = undefined;
    this.#isProbing = false;
    if (isNews) this.#backoff.failed();
    this.#failedAt = this.#options.clock.monotonicMillis();
    this.#failure = error;
    this.#isUnanswered = error.ranOutOfTime && error.status === undefined;
    this.#pauseUntil(this.#backoff.until + this.#clamped(retryAfterMillis));
  }

  /** The server refuses us, whatever we send. */
  refused(error: TransportError): void {
    const { clock, circuitProbeMillis } = this.#options;
    this.#isProbing = false;
    this.#refusal = error;
    this.#failedAt = clock.monotonicMillis();
    this.#pausedUntil = this.#failedAt + circuitProbeMillis;
  }

  #pauseUntil(moment: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, moment);
  }

  #clamped(millis: number): number {
    return Math.min(Math.max(0, millis), this.#options.maxRetryAfterMillis);
  }

  #wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = timerAt(this.#options.clock, this.#pausedUntil, done);
      function done() {
        timer.cancel();
        signal.removeEventListener('abort', done);
        resolve();
      }
      signal.addEventListener('abort', done);
    });
  }
}
