import type { OtlpDefects } from '../defect.js';
import type { OtlpSummary } from '../point.js';
import type { SummaryDataPoint } from '../wire/request.js';
import { readCount } from './read-number.js';
import { checkSum } from './read-totals.js';

/** Reads a summary. */
export function readSummary(
  { count, sum, quantileValues }: SummaryDataPoint,
  where: string,
  defects: OtlpDefects,
): OtlpSummary {
  checkSum(count, sum, where, defects);
  for (const [index, { quantile, value }] of quantileValues.entries()) {
    const at = `${where}.quantileValues[${index}]`;
    if (!(quantile >= 0 && quantile <= 1)) {
      defects.warn(at, 'bad-quantile', `quantile is ${quantile}, not from 0 to 1`);
    }
    if (index > 0 && quantile <= quantileValues[index - 1]!.quantile) {
      defects.warn(at, 'bad-quantile', `quantile is ${quantile}, not greater than the one before`);
    }
    // Prometheus says NaN of a quantile when nothing came for long.
    if (value < 0) defects.warn(at, 'bad-quantile', `the value of a quantile is ${value}, below 0`);
  }
  return { count: readCount(count, 'count', where, defects), sum, quantiles: quantileValues };
}
