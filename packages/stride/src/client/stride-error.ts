import { RequestError, type RequestErrorOptions } from '@otelwire/core';

/**
 * A call that got no answer or could not be made, or a subscription that was refused or broke. No key is in it. `status` is that of HTTP,
 * when a subscription was refused.
 */
export class StrideError extends RequestError {
  static override readonly brand = 'otelwire.StrideError';

  constructor(status: number, message: string, options?: RequestErrorOptions) {
    super('ERR_OTELWIRE_STRIDE', status, message, options);
  }
}
