import { yieldToEventLoop } from '../clock.js';
import type { HttpDispatcher } from './dispatcher.js';
import { orAborted } from './or-aborted.js';
import type { PayloadBody } from './payload-body.js';
import type { RequestHead } from './request-head.js';
import { type HttpResponse, readResponse } from './response.js';

/** One request and its answer. Rejects when no answer came; at an abort at once, with its reason. */
export async function exchange(
  dispatcher: HttpDispatcher,
  head: RequestHead,
  body: PayloadBody,
  maxResponseBytes: number,
  signal: AbortSignal,
): Promise<HttpResponse> {
  // undici hears of an abort, but while it connects it does not say so before it has connected.
  const answer = await orAborted(dispatcher.request({ ...head, body, signal }), signal);
  const response = await readResponse(answer, maxResponseBytes, signal);
  // To undici a connection is busy until a turn after its answer: a request in the same turn would open another one.
  await yieldToEventLoop();
  return response;
}
