import { DefectList, quote } from '../defect.js';
import { isJsonObject } from '../http/body.js';
import type { InitialStateDefectCode } from './defect.js';
import type { InitialStateEvent, InitialStateValue } from './event.js';

type Defects = DefectList<InitialStateDefectCode>;

/** What became of one object of a body. */
export interface ParsedEvent {
  /** Absent when it has an error. */
  readonly event: InitialStateEvent | undefined;
  readonly defects: Defects;
}

const maxKeyLength = 100;
const maxValueLength = 2000;
/** Beyond, seconds are after the year 5138: these are milliseconds. */
const latestEpoch = 1e11;
const tenYearsSeconds = 10 * 365.25 * 24 * 3600;
const knownFields = new Set(['key', 'value', 'epoch', 'iso8601']);

/** Reads one event. Source: the API's documentation; where that is silent, what clients send is taken. */
export function readEvent(item: unknown, nowMillis: number): ParsedEvent {
  const defects: Defects = new DefectList();
  if (!isJsonObject(item)) {
    defects.error('bad-json', 'an event is not a JSON object');
    return { event: undefined, defects };
  }
  for (const name of Object.keys(item)) {
    if (!knownFields.has(name)) defects.warn('unknown-field', `nothing reads ${quote(name)}`);
  }
  const key = readKey(item.key, defects);
  const value = readValue(item.value, defects);
  const epoch = readEpoch(item, defects);
  if (key === undefined || value === undefined) return { event: undefined, defects };
  const now = nowMillis / 1000;
  const isTimed = epoch !== undefined && epoch > now - tenYearsSeconds;
  return { event: { key, value, epoch: isTimed ? epoch : now, isTimed }, defects };
}

/** What characters are is not documented: UTF-16 units are never fewer than code points. */
function readKey(key: unknown, defects: Defects): string | undefined {
  if (typeof key !== 'string' || key === '') return defects.error('bad-key', 'key is missing, or is no text');
  if (key.length > maxKeyLength) {
    const message = `key ${quote(key)} has ${key.length} characters; ${maxKeyLength} are allowed`;
    return defects.error('key-too-long', message);
  }
  return key;
}

function readValue(value: unknown, defects: Defects): InitialStateValue | undefined {
  const isNumber = typeof value === 'number' && Number.isFinite(value);
  if (isNumber || typeof value === 'boolean') return value;
  if (typeof value !== 'string') {
    return defects.error('bad-value', 'value is missing, or is no text, number or boolean');
  }
  if (value.length > maxValueLength) {
    const message = `value has ${value.length} characters; ${maxValueLength} are allowed`;
    return defects.error('value-too-long', message);
  }
  return value;
}

/** If both are there and valid, `epoch` wins. npm's SDK sends it as a text. */
function readEpoch(
  { epoch, iso8601 }: Readonly<Record<string, unknown>>,
  defects: Defects,
): number | undefined {
  const seconds = typeof epoch === 'string' && epoch.trim() !== '' ? Number(epoch) : epoch;
  if (typeof seconds === 'number' && Number.isFinite(seconds)) {
    if (seconds > latestEpoch) {
      const message = `epoch is ${seconds}: milliseconds, it seems, where seconds are expected`;
      defects.warn('timestamp-not-seconds', message);
    }
    return seconds;
  }
  if (epoch !== undefined)
    defects.error('bad-timestamp', `epoch is ${quote(String(epoch))}, no Unix seconds`);
  if (iso8601 === undefined) return undefined;
  const millis = typeof iso8601 === 'string' ? Date.parse(iso8601) : Number.NaN;
  if (!Number.isNaN(millis)) return millis / 1000;
  return defects.error('bad-timestamp', `iso8601 is ${quote(String(iso8601))}, no time`);
}
