import { SandboxError } from './error.js';

interface Waiter {
  check(): void;
  fail(error: SandboxError): void;
}

/** People who wait until something holds. */
export class Waiters {
  readonly #waiting = new Set<Waiter>();
  /** Tells what is the case, for the message of a wait that was in vain. */
  readonly #describe: () => string;

  constructor(describe: () => string) {
    this.#describe = describe;
  }

  /** Resolves as soon as `holds` gives true: at once, or after a `check`. Rejects after `timeoutMillis`. */
  waitFor(holds: () => boolean, timeoutMillis: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = (settle: () => void) => {
        clearTimeout(timeout);
        this.#waiting.delete(waiter);
        settle();
      };
      const waiter: Waiter = {
        check() {
          try {
            if (holds()) done(resolve);
          } catch (error) {
            done(() => reject(error));
          }
        },
        fail: (error) => done(() => reject(error)),
      };
      const timeout = setTimeout(() => {
        const message = `what was waited for did not come within ${timeoutMillis} ms; what came:\n  ${this.#describe()}`;
        waiter.fail(new SandboxError('ERR_OTELWIRE_SANDBOX_TIMEOUT', message));
      }, timeoutMillis);
      this.#waiting.add(waiter);
      waiter.check();
    });
  }

  /** Something has changed. */
  check(): void {
    for (const waiter of this.#waiting) waiter.check();
  }

  /** Nothing will change any more. */
  close(): void {
    const error = new SandboxError(
      'ERR_OTELWIRE_SANDBOX_CLOSED',
      'the receiver was closed while somebody waited',
    );
    for (const waiter of this.#waiting) waiter.fail(error);
  }
}
