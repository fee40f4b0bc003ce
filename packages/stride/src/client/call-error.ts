import { StrideError } from './stride-error.js';

/** Without a connection there was no request. */
const unconnected: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Why no answer came. Of the error itself only its code is kept: its message may repeat what was sent. */
export function callError(endpoint: string, error: unknown): StrideError {
  if (error instanceof StrideError) return error;
  const code = codeOf(error);
  const cause = Object.assign(new Error(code), { code });
  const retryable = unconnected.has(code);
  const what = retryable
    ? `cannot be reached (${code}); is the address right, and the server up?`
    : `ended the connection without a whole answer (${code})`;
  return new StrideError(0, `${endpoint} ${what}`, { cause, retryable });
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /^\w{1,64}$/.test(code) ? code : 'Error';
}
