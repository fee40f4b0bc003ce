import { TransportError } from '../errors.js';
import { errorCode, socketError } from '../transport/socket-error.js';
import type { Conceal } from './concealer.js';

/** What went wrong and what to check, by the codes that undici adds to those of sockets. */
const explanations: ReadonlyMap<string, string> = new Map([
  ['UND_ERR_CONNECT_TIMEOUT', 'does not answer (CODE); is the host up, and no firewall between?'],
  ['UND_ERR_SOCKET', 'closed the connection before it answered (CODE); did the server restart?'],
  ['UND_ERR_HEADERS_TIMEOUT', 'did not answer in time (CODE); is the server overloaded?'],
  ['UND_ERR_BODY_TIMEOUT', 'did not answer in time (CODE); is the server overloaded?'],
  ['UND_ERR_CLOSED', 'cannot be reached: its dispatcher is closed (CODE)'],
  ['UND_ERR_DESTROYED', 'cannot be reached: its dispatcher is closed (CODE)'],
  ['UND_ERR_PRX_TLS', 'cannot be reached: the certificate of the proxy is not valid (CODE)'],
]);

/**
 * An error of a dispatcher in one plain sentence. Of the error itself nothing is kept: its message may repeat headers (as that
 * of a mock agent does), and its properties whatever its makers thought of.
 */
export function httpError(endpoint: string, error: unknown, conceal: Conceal): TransportError {
  if (error instanceof TransportError) return error;
  const code = conceal(codeOf(error));
  const message = conceal(error instanceof Error ? error.message : 'no error was given');
  const cause = Object.assign(new Error(message), { code });
  const explanation = explanations.get(code) ?? explain(code, message);
  if (explanation === undefined) return socketError(endpoint, cause);
  return new TransportError(endpoint, explanation.replace('CODE', code), { cause });
}

function codeOf(error: unknown): string {
  const code = error instanceof Error ? errorCode(error) : '';
  return /^\w{1,64}$/.test(code) ? code : 'Error';
}

function explain(code: string, message: string): string | undefined {
  if (code.startsWith('HPE_') || code === 'HTTPParserError')
    return 'does not speak HTTP (CODE); is it an HTTP port?';
  if (code !== 'UND_ERR_ABORTED') return undefined;
  const status = /^Proxy response \((\d{3})\)/.exec(message)?.[1];
  if (status === '407') return 'cannot be reached: the proxy refuses (407); are its user and password right?';
  return status === undefined ? undefined : `cannot be reached: the proxy refuses (${status})`;
}
