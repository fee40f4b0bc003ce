import type { DispatcherAnswer, ResponseHeaders } from './dispatcher.js';
import { orAborted } from './or-aborted.js';

/** What a server answered. */
export interface HttpResponse {
  readonly status: number;
  /** Names are in lower case. */
  readonly headers: ResponseHeaders;
  /** As UTF-8 text, up to `maxResponseBytes`. */
  readonly body: string;
  /** False when the body was longer, or when its end did not come. */
  readonly isComplete: boolean;
}

/** Reads an answer to its end, so that its connection can be used again, or to `maxBytes`, where its connection is given up. */
export async function readResponse(
  { statusCode: status, headers, body }: DispatcherAnswer,
  maxBytes: number,
  signal: AbortSignal,
): Promise<HttpResponse> {
  const chunks: Uint8Array[] = [];
  // The status has come: what is missing of the body changes nothing of that.
  const isComplete = await orAborted(readBody(body, chunks, maxBytes), signal).catch(() => false);
  return { status, headers, body: Buffer.concat(chunks).toString(), isComplete };
}

/** Whether all of it went into `chunks`. */
async function readBody(
  body: AsyncIterable<Uint8Array>,
  chunks: Uint8Array[],
  maxBytes: number,
): Promise<boolean> {
  let length = 0;
  for await (const chunk of body) {
    chunks.push(chunk.subarray(0, maxBytes - length));
    length += chunk.length;
    if (length > maxBytes) return false;
  }
  return true;
}

/** The text of a header; of several with one name, the first. */
export function headerOf(headers: ResponseHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'object' ? value[0] : value;
}
