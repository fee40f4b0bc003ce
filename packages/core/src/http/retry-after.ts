import type { ResponseHeaders } from './dispatcher.js';
import { headerOf } from './response.js';

/** How long to wait before the next request: `Retry-After` in seconds or as a date (RFC 9110, 10.2.3). Undefined without one. */
export function retryAfterMillis(headers: ResponseHeaders, now: number): number | undefined {
  const text = headerOf(headers, 'retry-after')?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const moment = httpDate(text);
  return moment === undefined ? undefined : Math.max(0, moment - serverTime(headers, now));
}

/** What the server's clock says, by its `Date` header, else ours: a date of the server is meant by the server's clock. */
export function serverTime(headers: ResponseHeaders, now: number): number {
  return httpDate(headerOf(headers, 'date') ?? '') ?? now;
}

/** The three forms of RFC 9110, 5.6.7, all in GMT; the oldest of them does not say so. */
function httpDate(text: string): number | undefined {
  if (!/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(text)) return undefined;
  const moment = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(moment) ? undefined : moment;
}
