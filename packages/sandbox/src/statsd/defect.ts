/**
 * How bad a defect is. An `error` is refused always. A `warning` is refused in strict mode: some real server would
 * lose or change the data. A `remark` is never refused.
 */
export type DefectLevel = 'error' | 'warning' | 'remark';

/** What can be wrong with a record; the README says of each what is allowed. */
export type DefectCode =
  | 'bad-cardinality'
  | 'bad-field'
  | 'bad-lengths'
  | 'bad-rate'
  | 'bad-status'
  | 'bad-timestamp'
  | 'bad-value'
  | 'bare-point'
  | 'bare-tag'
  | 'control-character'
  | 'datagram-too-long'
  | 'duplicate-section'
  | 'duplicate-tag'
  | 'empty-name'
  | 'empty-section'
  | 'empty-tag'
  | 'empty-tag-value'
  | 'empty-value'
  | 'exponent'
  | 'frame-cut'
  | 'frame-too-long'
  | 'invalid-utf8'
  | 'line-cut'
  | 'line-too-long'
  | 'mixed-tag-styles'
  | 'name-character'
  | 'name-start'
  | 'name-too-long'
  | 'negative-timer'
  | 'no-type'
  | 'no-value'
  | 'not-finite'
  | 'not-in-dialect'
  | 'packed-values'
  | 'plus-sign'
  | 'rate-above-one'
  | 'rate-form'
  | 'rate-without-effect'
  | 'record-too-long'
  | 'reserved-name'
  | 'reserved-tag'
  | 'section-after-tags'
  | 'section-order'
  | 'signed-sample'
  | 'tag-character'
  | 'tag-rewritten'
  | 'tag-start'
  | 'tag-too-long'
  | 'tags-not-in-dialect'
  | 'timestamp-not-seconds'
  | 'timestamp-with-rate'
  | 'timestamp-without-effect'
  | 'unbalanced-bracket'
  | 'unknown-section'
  | 'unknown-type'
  | 'white-space';

/** One thing that is wrong with a record. */
export interface Defect {
  readonly code: DefectCode;
  readonly level: DefectLevel;
  /** What is wrong, and what is allowed. */
  readonly message: string;
  /** Where in the line it begins, counted from 1. */
  readonly column?: number;
}

/** Takes notes of what is wrong with one record. */
export class DefectList {
  readonly found: Defect[] = [];

  error(code: DefectCode, message: string, column?: number): undefined {
    this.found.push({ code, level: 'error', message, column });
  }

  warn(code: DefectCode, message: string, column?: number): void {
    this.found.push({ code, level: 'warning', message, column });
  }

  remark(code: DefectCode, message: string, column?: number): void {
    this.found.push({ code, level: 'remark', message, column });
  }

  get hasErrors(): boolean {
    return this.found.some(({ level }) => level === 'error');
  }
}

/** Whether a record with these defects is taken. */
export function isAccepted(defects: readonly Defect[], strict: boolean): boolean {
  return defects.every(({ level }) => level === 'remark' || (level === 'warning' && !strict));
}

/** A piece of a line as it may stand in a message: quoted, escaped, and not too long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text);
}
