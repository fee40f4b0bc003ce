import type { ServerResponse } from 'node:http';

/** What to answer: a status, headers, and a body that is written as JSON. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly text?: string;
  /** Writes the body itself, and ends it or not; called when the headers are written. */
  readonly stream?: (response: ServerResponse) => void;
  /** What goes wrong with this answer, on purpose. */
  readonly spoiled?: SpoiledAnswer;
}

/**
 * `reset`: the connection is reset before the status; `hang`: nothing is ever sent; `cut`: a reset in the midst of the
 * body; `slow`: a space every 50 ms, and after `bodyMillis` the body.
 */
type SpoiledAnswer = 'reset' | 'hang' | 'cut' | { readonly slow: { readonly bodyMillis: number } };

/** The status that goes out with an answer, if any does. */
export function sentStatus({ status, spoiled }: HttpAnswer): number | undefined {
  return spoiled === 'reset' || spoiled === 'hang' ? undefined : status;
}

/** The body of an answer, as it is sent. */
export function textOf({ body, text }: HttpAnswer): string {
  return text ?? (body === undefined ? '' : JSON.stringify(body));
}

/** Writes an answer, or does to it what is wanted. */
export function writeAnswer(response: ServerResponse, answer: HttpAnswer): void {
  response.on('error', () => {});
  const { spoiled } = answer;
  if (spoiled === 'hang') return;
  if (spoiled === 'reset') resetConnection(response);
  else if (spoiled === 'cut') writeCut(response, answer);
  else if (spoiled !== undefined) writeSlowly(response, answer, spoiled.slow.bodyMillis);
  else writeWhole(response, answer);
}

function writeWhole(response: ServerResponse, answer: HttpAnswer): void {
  const text = textOf(answer);
  writeHead(response, answer, text !== '' || answer.stream !== undefined);
  if (answer.stream === undefined) response.end(text);
  else answer.stream(response);
}

function writeHead(response: ServerResponse, { status, headers }: HttpAnswer, hasBody: boolean): void {
  response.writeHead(status, hasBody ? { 'content-type': 'application/json', ...headers } : headers);
}

function writeCut(response: ServerResponse, answer: HttpAnswer): void {
  const text = textOf(answer) || '{}';
  const headers = { ...answer.headers, 'content-length': String(text.length + 64) };
  writeHead(response, { ...answer, headers }, true);
  response.write(text.slice(0, text.length / 2), () => resetConnection(response));
}

/** Ends a connection by a reset; TLS over an accepted socket knows none, and is cut off. */
export function resetConnection({ socket }: ServerResponse): void {
  try {
    socket?.resetAndDestroy();
  } catch {
    socket?.destroy();
  }
}

/** White space before JSON is JSON still: only the time differs from a usual answer. */
function writeSlowly(response: ServerResponse, answer: HttpAnswer, bodyMillis: number): void {
  const endsAt = performance.now() + bodyMillis;
  writeHead(response, answer, true);
  response.flushHeaders();
  const timer = setInterval(() => {
    if (performance.now() < endsAt) response.write(' ');
    else response.end(textOf(answer));
  }, 50);
  response.on('close', () => clearInterval(timer)).on('finish', () => clearInterval(timer));
}
