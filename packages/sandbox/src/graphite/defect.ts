import type { DefectLevel } from '../statsd/defect.js';

/** What can be wrong with a point, or with what carries it; the README says of each what is allowed. */
export type GraphiteDefectCode =
  | 'bad-interval'
  | 'bad-json'
  | 'bad-pickle'
  | 'bad-request'
  | 'bad-tags'
  | 'bad-timestamp'
  | 'bad-value'
  | 'bare-point'
  | 'bare-tag'
  | 'component-too-long'
  | 'control-character'
  | 'datagram-too-long'
  | 'duplicate-tag'
  | 'empty-component'
  | 'empty-name'
  | 'empty-tag'
  | 'empty-tag-name'
  | 'empty-tag-value'
  | 'exponent'
  | 'field-count'
  | 'foreign-digit'
  | 'frame-cut'
  | 'frame-too-long'
  | 'invalid-utf8'
  | 'leading-dot'
  | 'line-cut'
  | 'line-too-long'
  | 'name-rewritten'
  | 'not-finite'
  | 'open-metrics'
  | 'pickle-item'
  | 'pickle-name'
  | 'pickle-opcode'
  | 'pickle-overflow'
  | 'pickle-payload'
  | 'pickle-protocol'
  | 'pickle-trailing'
  | 'plus-sign'
  | 'query-character'
  | 'reserved-tag'
  | 'slash'
  | 'tag-character'
  | 'tag-not-ascii'
  | 'tag-order'
  | 'tag-start'
  | 'timestamp-form'
  | 'timestamp-infinite'
  | 'timestamp-nan'
  | 'timestamp-not-seconds'
  | 'unauthorized'
  | 'underscore'
  | 'white-space';

/** One thing that is wrong. Its level means what it means for StatsD. */
export interface GraphiteDefect {
  readonly code: GraphiteDefectCode;
  readonly level: DefectLevel;
  /** What is wrong, and what is allowed. */
  readonly message: string;
  /** Where in the line, or in the path, it begins, counted from 1. */
  readonly column?: number;
}

/** Takes notes of what is wrong with one point. */
export class GraphiteDefectList {
  readonly found: GraphiteDefect[] = [];

  error(code: GraphiteDefectCode, message: string, column?: number): undefined {
    this.found.push({ code, level: 'error', message, column });
  }

  warn(code: GraphiteDefectCode, message: string, column?: number): void {
    this.found.push({ code, level: 'warning', message, column });
  }

  remark(code: GraphiteDefectCode, message: string, column?: number): void {
    this.found.push({ code, level: 'remark', message, column });
  }

  has(code: GraphiteDefectCode): boolean {
    return this.found.some((defect) => defect.code === code);
  }
}

/** Whether something with these defects is taken. */
export function isTaken(defects: readonly GraphiteDefect[], strict: boolean): boolean {
  return defects.every(({ level }) => level === 'remark' || (level === 'warning' && !strict));
}
