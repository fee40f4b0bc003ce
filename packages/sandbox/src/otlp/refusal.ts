import type { OtlpDefect, OtlpDefectCode } from './defect.js';

/** Why a request is not taken, and with which status. */
export interface Refusal {
  readonly status: number;
  readonly defects: readonly OtlpDefect[];
}

/** A refusal for one reason, which lies in the request itself. */
export function refusal(status: number, code: OtlpDefectCode, message: string): Refusal {
  return { status, defects: [{ code, level: 'error', message, where: '' }] };
}
