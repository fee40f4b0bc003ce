import type { DefectList } from '../defect.js';
import { quote } from '../defect.js';
import type { StatHatDefectCode } from './defect.js';

/** The fields of one point, before anything of them is believed. `null` is as good as absent. */
export type PointFields = Readonly<Record<string, unknown>>;

type Defects = DefectList<StatHatDefectCode>;

/** Go's ParseFloat takes more; this is what clients write, exponents of Go's `'g'` included. */
const plainNumber = /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/** Beyond, seconds are after the year 5138: these are milliseconds. */
const latestSeconds = 1e11;

const maxNameLength = 255;

export function isAbsent(field: unknown): field is undefined | null {
  return field === undefined || field === null;
}

/** Reads a number of a form, or of JSON. */
export function readNumber(field: unknown, code: 'bad-count' | 'bad-value', defects: Defects): number {
  const number = typeof field === 'string' && field.trim() !== '' ? Number(field) : field;
  if (typeof number !== 'number' || !Number.isFinite(number)) {
    defects.error(code, `${quote(String(field))} is no finite number`);
    return Number.NaN;
  }
  if (typeof field === 'string' && !plainNumber.test(field)) {
    defects.warn('number-form', `${quote(field)} is not written as -12.5 or 1e+06`);
  }
  return number;
}

/** Reads Unix seconds; nothing when none are told. */
export function readTimestamp(field: unknown, defects: Defects): number | undefined {
  if (isAbsent(field)) return undefined;
  const seconds = typeof field === 'string' && /^\d+$/.test(field) ? Number(field) : field;
  if (typeof seconds !== 'number' || !Number.isInteger(seconds) || seconds <= 0) {
    return defects.error('bad-timestamp', `t is ${quote(String(field))}, not whole Unix seconds`);
  }
  if (seconds > latestSeconds) {
    defects.warn(
      'timestamp-not-seconds',
      `t is ${seconds}: milliseconds, it seems, where seconds are expected`,
    );
  }
  return seconds;
}

/** Reads a name, and takes a rollup apart: `a~b,c` is `a b` and `a c`. */
export function readNames(field: unknown, defects: Defects): readonly string[] {
  if (typeof field !== 'string' || field === '') {
    defects.error('empty-name', 'no stat');
    return [];
  }
  const [prefix = '', list, ...more] = field.split('~');
  const names = list === undefined ? [field] : list.split(',').map((part) => `${prefix} ${part}`);
  if (more.length > 0) defects.warn('name-character', `${quote(field)} has more than one ~`);
  if (list !== undefined && (prefix === '' || list.split(',').includes(''))) {
    defects.warn('empty-name', `${quote(field)} is a rollup with an empty part`);
  }
  for (const name of names) checkName(name, defects);
  return names;
}

/** Characters or bytes is not documented: bytes satisfy both. */
function checkName(name: string, defects: Defects): void {
  const length = Buffer.byteLength(name);
  if (length > maxNameLength) {
    defects.warn('name-too-long', `${quote(name)} has ${length} bytes; ${maxNameLength} are allowed`);
  }
  if (/\p{Cc}/u.test(name)) defects.warn('name-character', `${quote(name)} has a control character`);
}
