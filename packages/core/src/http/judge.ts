import { TransportError } from '../errors.js';
import { answerError } from './answer-error.js';
import type { Conceal } from './concealer.js';
import type { HttpTransportOptions } from './http-options.js';
import { rateLimitOf } from './rate-limit.js';
import type { HttpResponse } from './response.js';
import { retryAfterMillis } from './retry-after.js';
import { type VerdictKind, verdictOf } from './verdict.js';

/** What became of a request, and how long the server wants to be left alone after it. */
export type Judgement =
  | {
      readonly kind: 'delivered';
      readonly pause?: { readonly millis: number; readonly error: TransportError };
    }
  | {
      readonly kind: Exclude<VerdictKind, 'delivered'>;
      readonly error: TransportError;
      readonly retryAfterMillis?: number | undefined;
    };

type JudgeOptions = Pick<HttpTransportOptions, 'url' | 'clock' | 'interpret' | 'onRateLimit'>;

/** What an answer means: as the backend interprets it, else by its status. */
export function judge(
  response: HttpResponse,
  endpoint: string,
  options: JudgeOptions,
  conceal: Conceal,
): Judgement {
  const { clock, interpret, onRateLimit, url } = options;
  const now = clock.now();
  const verdict = interpret?.(response) ?? {};
  const kind = verdict.kind ?? verdictOf(response);
  const limit = rateLimitOf(response.headers, now);
  const pauseMillis = limit === undefined ? undefined : onRateLimit?.(limit);
  if (kind === 'delivered') {
    if (pauseMillis === undefined) return { kind };
    const error = new TransportError(endpoint, 'wants a pause: its rate limit is used up', {
      ranOutOfTime: true,
    });
    return { kind, pause: { millis: pauseMillis, error } };
  }
  const asked = verdict.retryAfterMillis ?? retryAfterMillis(response.headers, now) ?? pauseMillis;
  const untilReset = response.status === 429 ? limit?.resetMillis : undefined;
  return {
    kind,
    error: answerError(url, endpoint, response, verdict.reason, conceal),
    retryAfterMillis: asked ?? untilReset,
  };
}
