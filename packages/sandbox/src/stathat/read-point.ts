import { DefectList } from '../defect.js';
import type { StatHatDefectCode } from './defect.js';
import type { PointFields } from './fields.js';
import { isAbsent, readNames, readNumber, readTimestamp } from './fields.js';
import type { StatHatPoint } from './point.js';

/** What became of the fields of one point. */
export interface ParsedPoint {
  /** One; several of a rollup; none when something is missing. */
  readonly points: readonly Omit<StatHatPoint, 'timestamp' | 'isTimed'>[];
  readonly timestamp: number | undefined;
  readonly defects: DefectList<StatHatDefectCode>;
}

const ezFields = new Set(['ezkey', 'email', 'stat', 'count', 'value', 't', 'vb']);
const bulkFields = new Set(['stat', 'count', 'value', 't']);
const classicFields = new Set(['key', 'ukey', 'count', 'value', 't', 'vb']);

/** Reads a point of the EZ API, by form or as an item of a bulk request. */
export function readEzPoint(fields: PointFields, isBulk: boolean, countsWithout: boolean): ParsedPoint {
  const defects = new DefectList<StatHatDefectCode>();
  checkFields(fields, isBulk ? bulkFields : ezFields, defects);
  const names = readNames(fields.stat, defects);
  const number = readCountOrValue(fields, countsWithout, defects);
  const points = number === undefined ? [] : names.map((stat) => ({ ...number, stat }));
  return { points, timestamp: readTimestamp(fields.t, defects), defects };
}

/** Reads a point of the classic API: `/c` takes counts, `/v` values. */
export function readClassicPoint(fields: PointFields, kind: StatHatPoint['kind']): ParsedPoint {
  const defects = new DefectList<StatHatDefectCode>();
  checkFields(fields, classicFields, defects);
  const other = kind === 'count' ? 'value' : 'count';
  if (isAbsent(fields[kind])) defects.error('count-or-value', `no ${kind}`);
  else if (!isAbsent(fields[other])) defects.warn('count-or-value', `${other} is not for this path`);
  const points = isAbsent(fields[kind])
    ? []
    : [{ stat: String(fields.key), kind, value: readNumber(fields[kind], `bad-${kind}`, defects) }];
  return { points, timestamp: readTimestamp(fields.t, defects), defects };
}

function checkFields(
  fields: PointFields,
  known: ReadonlySet<string>,
  defects: DefectList<StatHatDefectCode>,
): void {
  for (const name of Object.keys(fields)) {
    if (!known.has(name)) defects.warn('unknown-field', `nothing reads ${JSON.stringify(name.slice(0, 40))}`);
  }
}

function readCountOrValue(
  { count, value }: PointFields,
  countsWithout: boolean,
  defects: DefectList<StatHatDefectCode>,
): Pick<StatHatPoint, 'kind' | 'value'> | undefined {
  if (isAbsent(count) && isAbsent(value)) {
    if (countsWithout) return { kind: 'count', value: 1 };
    return defects.error('count-or-value', 'no count and no value');
  }
  if (!isAbsent(count) && !isAbsent(value)) defects.error('count-or-value', 'both a count and a value');
  return isAbsent(count)
    ? { kind: 'value', value: readNumber(value, 'bad-value', defects) }
    : { kind: 'count', value: readNumber(count, 'bad-count', defects) };
}
