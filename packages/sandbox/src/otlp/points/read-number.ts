import type { OtlpDefects } from '../defect.js';
import type { OtlpSeriesIdentity } from '../point.js';
import type { NumberDataPoint } from '../wire/request.js';

/** Reads the value of a sum or a gauge; nothing if there is none. */
export function readNumber(
  { asDouble, asInt }: NumberDataPoint,
  { isMonotonic, temporality }: Pick<OtlpSeriesIdentity, 'isMonotonic' | 'temporality'>,
  where: string,
  defects: OtlpDefects,
): number | undefined {
  if (asInt !== undefined) checkSafe(asInt, 'asInt', where, defects);
  const value = asInt === undefined ? asDouble : Number(asInt);
  if (value === undefined) {
    defects.error(where, 'no-value', 'neither asDouble nor asInt is there; NaN is null in JavaScript’s JSON');
    return undefined;
  }
  checkFinite(value, 'the value', where, defects);
  if (isMonotonic && value < 0) {
    defects.warn(where, 'negative-monotonic', `a monotonic ${temporality} sum is ${value}: it cannot fall`);
  }
  return value;
}

/** Many servers drop what is not finite. */
export function checkFinite(
  value: number | undefined,
  name: string,
  where: string,
  defects: OtlpDefects,
): void {
  if (value === undefined || Number.isFinite(value)) return;
  defects.warn(where, 'not-finite', `${name} is ${value}; many servers drop it`);
}

/** A count, as a number. */
export function readCount(count: bigint, name: string, where: string, defects: OtlpDefects): number {
  checkSafe(count, name, where, defects);
  return Number(count);
}

function checkSafe(value: bigint, name: string, where: string, defects: OtlpDefects): void {
  if (Number.isSafeInteger(Number(value))) return;
  defects.remark(where, 'imprecise-integer', `${name} is ${value}, beyond 2^53: it is rounded here`);
}
