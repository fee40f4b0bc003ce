import type { HttpResponse } from '@otelwire/core/http';

/** What a server says about a refusal: the message in a body of JSON, or the first line of a plain one. */
export function answerReason({ status, headers, body }: HttpResponse): string | undefined {
  if (status >= 200 && status < 300) return undefined;
  const type = String(headers['content-type'] ?? '');
  const parsed = parse(body);
  if (parsed !== undefined) return messageOf(parsed);
  if (/html|xml/i.test(type) || /^\s*</.test(body)) return undefined;
  const [line] = body.trim().split(/\r?\n/, 1);
  return line === '' ? undefined : line;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function messageOf(parsed: unknown): string | undefined {
  if (typeof parsed === 'string') return parsed;
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const { message, error } = parsed as { readonly message?: unknown; readonly error?: unknown };
  if (typeof message === 'string') return message;
  return typeof error === 'string' ? error : messageOf(error);
}
