import { TransportError, type TransportErrorOptions } from '../errors.js';

/** What went wrong and what to check, by the code of the error. */
const explanations: ReadonlyMap<string, (code: string) => string> = new Map([
  ['ECONNREFUSED', (code) => `refuses connections (${code}); is a server listening?`],
  ['ECONNRESET', (code) => `reset the connection (${code}); did the server restart?`],
  ['EPIPE', (code) => `closed the connection (${code}); did the server restart?`],
  ['ETIMEDOUT', (code) => `does not answer (${code}); is the host up, and no firewall between?`],
  ['EHOSTUNREACH', (code) => `cannot be reached (${code}); is the host up, and the route to it?`],
  ['ENETUNREACH', (code) => `cannot be reached (${code}); is there a network, and a route?`],
  ['EADDRNOTAVAIL', (code) => `cannot be reached (${code}); are there free local ports, and a network?`],
  ['ENOTFOUND', (code) => `cannot be found (${code}); is the host name right?`],
  ['EAI_AGAIN', (code) => `cannot be looked up now (${code}); does the name server answer?`],
  ['EMFILE', (code) => `cannot be opened (${code}): this process has too many open files`],
  ['ENFILE', (code) => `cannot be opened (${code}): this machine has too many open files`],
  ['ENOENT', (code) => `does not exist (${code}): no socket there; is the agent running?`],
  ['ENOTSOCK', (code) => `is not a socket (${code}); is the path right?`],
  ['EACCES', (code) => `may not be opened (${code}); has this user the right to write to it?`],
  ['EPERM', (code) => `may not be reached (${code}); does a firewall of this machine forbid it?`],
  ['EPROTOTYPE', (code) => `is a datagram socket (${code}); this client speaks unix streams`],
  ['EMSGSIZE', (code) => `does not take datagrams of this size (${code}); lower the payload limit`],
  ['CERT_HAS_EXPIRED', (code) => `has a certificate that has expired (${code})`],
  [
    'CERT_NOT_YET_VALID',
    (code) => `has a certificate of the future (${code}); is the clock of this machine right?`,
  ],
  [
    'ERR_TLS_CERT_ALTNAME_INVALID',
    (code) => `has a certificate for another name (${code}); is tls.servername right?`,
  ],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', untrusted],
  ['SELF_SIGNED_CERT_IN_CHAIN', untrusted],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', untrusted],
  ['UNABLE_TO_GET_ISSUER_CERT', untrusted],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', untrusted],
]);

function untrusted(code: string): string {
  return `has a certificate that is not trusted (${code}); is its authority given as tls.ca?`;
}

/** The code of an error, or its name when it has none. */
export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

function explain(code: string, message: string): string {
  const explanation = explanations.get(code);
  if (explanation !== undefined) return explanation(code);
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO')
    return `failed to speak TLS (${code}); is it a TLS port?`;
  return `failed (${code}): ${message}`;
}

/** An error of a socket or of a lookup in one plain sentence: what happened, to whom, and what to check. */
export function socketError(endpoint: string, error: unknown): TransportError {
  if (error instanceof TransportError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new TransportError(endpoint, explain(errorCode(error), message), { cause: error });
}

/** For what comes after `close()`. */
export function closedError(endpoint: string): TransportError {
  return new TransportError(endpoint, 'is closed: nothing is sent any more', { retryable: false });
}

/** For what could not be handed to a socket in time. */
export function lateError(
  endpoint: string,
  why = 'the deadline passed before all was sent',
  options?: TransportErrorOptions,
): TransportError {
  return new TransportError(endpoint, `got no more: ${why}`, options);
}

/** For a stream whose buffers are full. */
export function stallError(endpoint: string, stalledMillis: number): TransportError {
  const what = `does not read (stalled for ${stalledMillis} ms); is the server overloaded?`;
  return new TransportError(endpoint, what);
}
