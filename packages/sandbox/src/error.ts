import { OtelwireError } from '@otelwire/core';

type SandboxErrorCode =
  | 'ERR_OTELWIRE_SANDBOX_OPTIONS'
  | 'ERR_OTELWIRE_SANDBOX_PORT'
  | 'ERR_OTELWIRE_SANDBOX_TIMEOUT'
  | 'ERR_OTELWIRE_SANDBOX_CLOSED';

/** What the sandbox throws. */
export class SandboxError extends OtelwireError {
  static override readonly brand = 'otelwire.SandboxError';

  constructor(code: SandboxErrorCode, message: string) {
    super(code, message);
  }
}
