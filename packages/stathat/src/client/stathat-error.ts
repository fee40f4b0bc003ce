import { RequestError, type RequestErrorOptions } from '@otelwire/core';

/**
 * What an awaited point came to that was not taken. `message` is what the server said; no key is in it. `status` is that of the body of
 * the answer where it has one, else of HTTP: StatHat answers 200 to what it refuses.
 */
export class StatHatError extends RequestError {
  static override readonly brand = 'otelwire.StatHatError';

  constructor(status: number, message: string, options?: RequestErrorOptions) {
    super('ERR_OTELWIRE_STATHAT', status, message, options);
  }
}
