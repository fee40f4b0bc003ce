import { OtelwireError } from '@otelwire/core';

export interface StatHatErrorOptions extends ErrorOptions {
  /** Default false. */
  readonly retryable?: boolean;
}

/** What an awaited point came to that was not taken. `message` is what the server said; no key is in it. */
export class StatHatError extends OtelwireError {
  static override readonly brand = 'otelwire.StatHatError';
  /** Of the body of the answer where that has one, else of HTTP: StatHat answers 200 to what it refuses. 0: there was no answer. */
  readonly status: number;
  /** Whether the point was certainly not counted, so that sending it again can help and does no harm. */
  readonly retryable: boolean;

  constructor(status: number, message: string, options?: StatHatErrorOptions) {
    super('ERR_OTELWIRE_STATHAT', message, options);
    this.status = status;
    this.retryable = options?.retryable ?? false;
  }
}
