import type { HttpResponse, VerdictKind } from '@otelwire/core/http';

/** What the server said to a request. */
export interface Answer {
  /** Of the body where that has one, else of HTTP. */
  readonly status: number;
  /** In the server's words, on one line. */
  readonly message: string;
  /** Absent where the status of HTTP says it. */
  readonly kind?: VerdictKind;
}

const MAX_MESSAGE = 200;

export type Dialect = 'stathat' | 'ezstat';

/** Since 2017 success is a 204 without a body; before, with `vb=1` and of bulk JSON it is `{"status":200}`; EzStat says "ok". */
const successes: readonly unknown[] = [200, '200', 'ok'];

/** What the words of a refusal say, in both dialects. Every other refusal is of the point. */
const commonWords: readonly (readonly [words: RegExp, kind: VerdictKind])[] = [
  [/too long/i, 'oversized'],
  [/rate limit|too many/i, 'busy'],
  [/^no ezkey|^invalid keys?$/i, 'refused'],
];

const wordsOf: Readonly<Record<Dialect, typeof commonWords>> = {
  stathat: commonWords,
  ezstat: [
    ...commonWords,
    [/\b(invalid|unknown|missing|no)\b.*\b(ez|api |u)?key\b|unauthori[sz]ed|quota|plan limit/i, 'refused'],
  ],
};

/**
 * Reads an answer. StatHat says what it refuses in the body of a 200: `{"status":500,"msg":"no stat"}`. What is neither success nor
 * that may come from something between, so nobody knows whether the points were counted. `conceal` hides keys that the server repeats,
 * before its words are cut.
 */
export function readAnswer(
  { body, isComplete, status }: HttpResponse,
  dialect: Dialect = 'stathat',
  conceal: (text: string) => string = (text) => text,
): Answer {
  const isSuccess = status >= 200 && status < 300;
  const said = objectOf(body);
  const message = oneLine(conceal(messageOf(said, body)));
  const isRefusal = said?.status !== undefined || said?.Error !== undefined;
  const kind = isRefusal ? wordsOf[dialect].find(([words]) => words.test(message))?.[1] : undefined;
  if (!isSuccess) return { status: statusOf(said) ?? status, message, ...(kind && { kind }) };
  if (isComplete && body.trim() === '') return { status, message, kind: 'delivered' };
  if (said !== undefined && successes.includes(said.status)) {
    return { status: 200, message, kind: 'delivered' };
  }
  if (!isRefusal) return { status, message: `Could not parse result: ${message}`, kind: 'unconfirmed' };
  return { status: statusOf(said) ?? 500, message, kind: kind ?? 'rejected' };
}

function objectOf(body: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function statusOf(said: Record<string, unknown> | undefined): number | undefined {
  const status = Number(said?.status);
  return Number.isInteger(status) && status >= 300 ? status : undefined;
}

function messageOf(said: Record<string, unknown> | undefined, body: string): string {
  return [said?.msg, said?.Error].find((one) => typeof one === 'string') ?? body;
}

/** And not all of a page. */
function oneLine(text: string): string {
  const line = text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim();
  return line.length > MAX_MESSAGE ? `${line.slice(0, MAX_MESSAGE)}…` : line;
}
