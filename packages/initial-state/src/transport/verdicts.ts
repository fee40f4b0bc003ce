import type { HttpResponse, Verdict } from '@otelwire/core/http';

/** They say that a bucket cannot be made, and so nothing can be sent: not that one of many is refused. */
const refusals = new Set([400, 409, 413, 422]);

/** What an answer to a request with events means where its status does not say. */
export function verdictOfEvents({ status, body }: HttpResponse): Verdict | undefined {
  if (status < 400) return undefined;
  const { type, reason } = readError(body);
  if (type !== 'BUCKET_REMOVED') return { reason };
  // Its key can never be used again, and no event has gone into another bucket.
  return { kind: 'refused', reason: 'BUCKET_REMOVED: it was deleted; choose another bucketKey' };
}

/** As `verdictOfEvents`, of the request that makes a bucket. */
export function verdictOfBucket(response: HttpResponse): Verdict | undefined {
  const verdict = verdictOfEvents(response);
  return refusals.has(response.status) ? { ...verdict, kind: 'refused' } : verdict;
}

interface SaidError {
  readonly type?: string | undefined;
  readonly reason?: string | undefined;
}

/** `{"message":"…"}`, `{"message":{"error":{"type":"…","message":"…"}}}`, `"ACCESS_DENIED_KEY"` or the same as plain text. */
function readError(body: string): SaidError {
  const said = parsed(body);
  if (typeof said === 'string') return { reason: said };
  const message = fieldOf(said, 'message');
  if (typeof message === 'string') return { reason: message };
  const error = fieldOf(message, 'error');
  return { type: textOf(error, 'type'), reason: textOf(error, 'message') };
}

/** Pages of proxies are not repeated. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return /^\w{1,60}$/.test(body.trim()) ? body.trim() : undefined;
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function textOf(value: unknown, name: string): string | undefined {
  const text = fieldOf(value, name);
  return typeof text === 'string' ? text : undefined;
}
