import type { Defect } from '../defect.js';

/** What can be wrong with a request; the README says of each what is allowed. */
export type OtlpDefectCode =
  | 'bad-attribute'
  | 'bad-bounds'
  | 'bad-encoding'
  | 'bad-exemplar'
  | 'bad-field'
  | 'bad-json'
  | 'bad-protobuf'
  | 'bad-quantile'
  | 'bad-request'
  | 'bad-scale'
  | 'bad-temporality'
  | 'bad-unit'
  | 'body-too-large'
  | 'bucket-count'
  | 'bucket-range'
  | 'content-type'
  | 'count-mismatch'
  | 'duplicate-attribute'
  | 'duplicate-point'
  | 'empty-name'
  | 'enum-name'
  | 'field-name'
  | 'imprecise-integer'
  | 'min-above-max'
  | 'name-syntax'
  | 'negative-monotonic'
  | 'no-data'
  | 'no-points'
  | 'no-start-time'
  | 'no-temporality'
  | 'no-time'
  | 'no-value'
  | 'not-finite'
  | 'start-after-time'
  | 'sum-without-count'
  | 'time-not-nanoseconds'
  | 'unknown-field'
  | 'value-twice';

/** A defect, and where in the request it is. */
export interface OtlpDefect extends Defect<OtlpDefectCode> {
  /** `resourceMetrics[0].scopeMetrics[0].metrics[2].sum.dataPoints[0]`; empty for the request itself. */
  readonly where: string;
}

const maxPerLevel = 100;

/** Takes notes of what is wrong, and where: the first 100 of each level. */
export class OtlpDefects {
  readonly found: OtlpDefect[] = [];
  readonly #counts = { error: 0, warning: 0, remark: 0 };

  error(where: string, code: OtlpDefectCode, message: string): void {
    this.#note('error', where, code, message);
  }

  warn(where: string, code: OtlpDefectCode, message: string): void {
    this.#note('warning', where, code, message);
  }

  remark(where: string, code: OtlpDefectCode, message: string): void {
    this.#note('remark', where, code, message);
  }

  #note(level: OtlpDefect['level'], where: string, code: OtlpDefectCode, message: string): void {
    this.#counts[level] += 1;
    if (this.#counts[level] > maxPerLevel) return;
    this.found.push({ code, level, message: where === '' ? message : `${where}: ${message}`, where });
  }
}
