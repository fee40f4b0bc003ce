/** What the server answered, whatever its status. */
export interface StrideResponse {
  readonly statusCode: number;
  /** The JSON of its body; `null` where it has none, and `{ error: 'response contained malformed json' }` for what is no JSON. */
  readonly data: unknown;
}

export function responseOf(statusCode: number, body: string): StrideResponse {
  return { statusCode, data: body.trim() === '' ? null : parsed(body) };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return { error: 'response contained malformed json' };
  }
}
