import type { DispatcherAnswer } from '@otelwire/core/http';
import { StrideError } from './stride-error.js';

/** All of an answer's body, as UTF-8. */
export async function readText(
  { body, statusCode }: DispatcherAnswer,
  maxBytes: number,
  signal: AbortSignal,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    signal.throwIfAborted();
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > maxBytes) throw new StrideError(statusCode, `the answer has more than ${maxBytes} bytes`);
  }
  return Buffer.concat(chunks).toString();
}
