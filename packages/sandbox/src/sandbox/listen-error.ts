import { SandboxError } from '../error.js';

interface SocketError extends NodeJS.ErrnoException {
  readonly address?: string;
  readonly port?: number;
  /** That has no address. */
  readonly hostname?: string;
}

/** What to do when something cannot listen; undefined for errors that are none of a port or an address. */
export function listenError(name: string, error: unknown): SandboxError | undefined {
  const { code = '', address, port, hostname, syscall } = error as SocketError;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new SandboxError('ERR_OTELWIRE_SANDBOX_OPTIONS', `host: ${hostname} has no address`);
  }
  if (code === 'EADDRNOTAVAIL') {
    return new SandboxError('ERR_OTELWIRE_SANDBOX_OPTIONS', `host: ${address} is no address of this machine`);
  }
  const reason = reasons[code];
  if (reason === undefined || port === undefined) return undefined;
  const protocol = syscall === 'bind' ? 'UDP' : 'TCP';
  const message = `${name}: ${protocol} port ${port} of ${address} ${reason}; choose another first port with \`port\` (otelwire-sandbox: --port), or 0 for free ones`;
  return new SandboxError('ERR_OTELWIRE_SANDBOX_PORT', message);
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use',
  EACCES: 'may not be opened by this user',
};
