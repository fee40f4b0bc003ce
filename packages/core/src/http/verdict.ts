import type { HttpResponse } from './response.js';

/**
 * What became of a payload by its answer.
 *
 * - `delivered`: it was taken.
 * - `rejected`: it is refused for what it is, and will always be. Others may be taken.
 * - `oversized`: it is refused for its length. Its halves may be taken; where it has none, that is `rejected`.
 * - `busy`: it was not processed now; later it may be.
 * - `unconfirmed`: nobody knows whether it was processed.
 * - `refused`: nothing is taken, whatever it is: the key, the account or the URL is wrong.
 */
export type VerdictKind = 'delivered' | 'rejected' | 'oversized' | 'busy' | 'unconfirmed' | 'refused';

/** What an answer means, as a backend reads it. What it leaves out is as the status and the headers say. */
export interface Verdict {
  readonly kind?: VerdictKind | undefined;
  /** Why, in the server's words: 80 characters of it are shown in quotes, unless it repeats something secret. */
  readonly reason?: string | undefined;
  /** How long the server wants to be left alone. */
  readonly retryAfterMillis?: number | undefined;
}

/** What is wrong with this payload, not with us. */
const rejecting = new Set([400, 409, 422]);
/** The request was not looked at: too early, too many, too slow in coming, or not now. */
const passing = new Set([408, 425, 429, 503]);
/** The server does not know the method, or the version of HTTP. */
const unable = new Set([501, 505]);

/** What an answer means where the backend does not say. */
export function verdictOf(response: HttpResponse): VerdictKind {
  return isPage(response) ? 'unconfirmed' : verdictOfStatus(response.status);
}

export function verdictOfStatus(status: number): VerdictKind {
  if (status >= 200 && status < 300) return 'delivered';
  if (status === 413) return 'oversized';
  if (passing.has(status)) return 'busy';
  if (rejecting.has(status)) return 'rejected';
  return status >= 500 && !unable.has(status) ? 'unconfirmed' : 'refused';
}

/** Whether a success has a page for people: of a proxy or a portal, which may have asked nobody. */
export function isPage({ status, body }: HttpResponse): boolean {
  return status >= 200 && status < 300 && /^\s*(<\?xml[^>]*>\s*)?<(!doctype\s+html|html)\b/i.test(body);
}
