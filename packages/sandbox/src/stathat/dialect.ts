import type { HttpAnswer } from '../listen/http-answer.js';

/**
 * Whose answers are given.
 *
 * - `2017`: StatHat since May 2017: 204 without a body for a single stat.
 * - `2011`: StatHat before: 200 and `{"status":200,"msg":"ok"}`.
 * - `ezstat`: EzStat, which took over its form: `{"status":"ok","msg":"ok"}`, no bulk JSON, and a stat without count
 *   and value counts one.
 */
export type StatHatDialect = '2011' | '2017' | 'ezstat';

/** What a request was, as far as its answer depends on it. */
export interface AnsweredRequest {
  readonly isBulk: boolean;
  /** `vb=1`: the body is wanted. */
  readonly isVerbose: boolean;
  /** Points taken, a rollup counted as one. */
  readonly count: number;
}

/** The answer to a request that was taken. */
export function answerTaken(
  dialect: StatHatDialect,
  { isBulk, isVerbose, count }: AnsweredRequest,
): HttpAnswer {
  if (dialect === 'ezstat') return { status: 200, body: { status: 'ok', msg: 'ok' } };
  if (isBulk) return { status: 200, body: { status: 200, msg: 'ok', multiple: count } };
  return dialect === '2017' && !isVerbose
    ? { status: 204 }
    : { status: 200, body: { status: 200, msg: 'ok' } };
}

/** The answer to a request that was not: its HTTP status says nothing of that. */
export function answerRefused(dialect: StatHatDialect, msg: string): HttpAnswer {
  return { status: 200, body: { status: dialect === 'ezstat' ? 'error' : 500, msg } };
}
