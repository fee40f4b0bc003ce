import type { Defect } from '../defect.js';
import type { HttpAnswer } from '../listen/http-answer.js';
import type { StrideDefectCode } from './defect.js';

/** Why a request is not taken, and what it is told. */
export interface Refusal {
  readonly answer: HttpAnswer;
  readonly defects: readonly Defect<StrideDefectCode>[];
}

/** A refusal for one reason. Source of the body: a mock of stride.js; the service's own is not documented. */
export function refusal(status: number, code: StrideDefectCode, message: string): Refusal {
  return { answer: { status, body: { message } }, defects: [{ code, level: 'error', message }] };
}

export function isRefusal(result: object): result is Refusal {
  return 'defects' in result;
}
