/** What the sandbox throws. */
export class SandboxError extends Error {
  readonly code:
    | 'ERR_OTELWIRE_SANDBOX_OPTIONS'
    | 'ERR_OTELWIRE_SANDBOX_TIMEOUT'
    | 'ERR_OTELWIRE_SANDBOX_CLOSED';

  constructor(code: SandboxError['code'], message: string) {
    super(message);
    this.name = 'SandboxError';
    this.code = code;
  }
}
