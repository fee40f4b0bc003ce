import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Answered, Asked } from './request.ts';
import { ask } from './request.ts';

/** A request that a client library makes; the README beside the files says what the fields mean. */
export interface RequestVector {
  readonly id: string;
  readonly do_not_reproduce?: boolean;
  readonly expands_to?: readonly Readonly<Record<string, unknown>>[];
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query?: Readonly<Record<string, string>>;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: null | {
      readonly kind: 'form' | 'json' | 'gzip-json';
      readonly text?: string;
      readonly fields?: Readonly<Record<string, string>>;
      readonly json?: unknown;
    };
  };
}

/** The vectors of one file. */
export function loadRequests(file: string): readonly RequestVector[] {
  const text = readFileSync(new URL(`../vectors/${file}.json`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { vectors: readonly RequestVector[] }).vectors;
}

/** The body of a vector as text, before gzip. */
function bodyOf({ request: { body } }: RequestVector): string {
  if (body === null || body === undefined) return '';
  if (body.text !== undefined) return body.text;
  return body.kind === 'form' ? String(new URLSearchParams(body.fields)) : JSON.stringify(body.json);
}

/** Sends a vector to a server of ours. */
export function askVector(origin: string, vector: RequestVector): Promise<Answered> {
  const { method, path, query, headers, body } = vector.request;
  const text = bodyOf(vector);
  const asked: Asked = { method, headers, body: body?.kind === 'gzip-json' ? gzipSync(text) : text };
  return ask(`${origin}${path}${query === undefined ? '' : `?${new URLSearchParams(query)}`}`, asked);
}
