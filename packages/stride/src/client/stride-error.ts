import { OtelwireError } from '@otelwire/core';

export interface StrideErrorOptions extends ErrorOptions {
  /** Default false. */
  readonly retryable?: boolean;
}

/** A call that got no answer or could not be made, or a subscription that was refused or broke. No key is in it. */
export class StrideError extends OtelwireError {
  static override readonly brand = 'otelwire.StrideError';
  /** Of HTTP, when a subscription was refused; 0: there was no answer. */
  readonly status: number;
  /** Whether the server has certainly not read the request. */
  readonly retryable: boolean;

  constructor(status: number, message: string, options?: StrideErrorOptions) {
    super('ERR_OTELWIRE_STRIDE', message, options);
    this.status = status;
    this.retryable = options?.retryable ?? false;
  }
}
