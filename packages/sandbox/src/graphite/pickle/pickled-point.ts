import { DefectList } from '../../defect.js';
import type { GraphiteDefectCode, GraphiteDefects } from '../defect.js';
import { readFloat } from '../float.js';
import { readPath } from '../path.js';
import type { ParsedGraphitePoint } from '../point.js';
import { noTags } from '../tags.js';
import { checkTimestamp } from '../timestamp.js';
import { checkValue } from '../value.js';
import type { PickleValue } from './value.js';
import { isTuple, iterate } from './value.js';

/** Reads one item of a pickle: `(path, (timestamp, value))`. Source: carbon lib/carbon/protocols.py */
export function readPickledPoint(item: PickleValue): ParsedGraphitePoint {
  const defects = new DefectList<GraphiteDefectCode>();
  const nothing = { name: '', tags: noTags, value: undefined, timestamp: undefined, defects: defects.found };
  const [path, point] = pairOf(item) ?? [];
  const [givenTime, givenValue] = point === undefined ? [] : (pairOf(point) ?? []);
  const seconds = toNumber(givenTime, defects);
  const value = seconds === undefined ? undefined : toNumber(givenValue, defects);
  if (path === undefined || seconds === undefined || value === undefined) {
    defects.error('pickle-item', 'an item is not (path, (timestamp, value)) with two numbers');
    return nothing;
  }
  if (typeof path !== 'string') {
    defects.error('pickle-name', 'the path of an item is no text; carbon drops the connection');
    return nothing;
  }
  checkTypes(item, point!, [givenTime!, givenValue!], defects);
  const isPlain = Number.isInteger(seconds) && seconds > 0;
  return {
    ...readPath(path, 1, defects),
    value: checkValue(value, undefined, defects),
    timestamp: checkTimestamp(seconds, { text: String(givenTime), isPlain, column: undefined }, defects),
    defects: defects.found,
  };
}

function pairOf(value: PickleValue): readonly PickleValue[] | undefined {
  const items = iterate(value);
  return items?.length === 2 ? items : undefined;
}

/** As Python's `float()` has it. */
function toNumber(value: PickleValue | undefined, defects: GraphiteDefects): number | undefined {
  if (typeof value === 'string') return readFloat(value);
  if (value instanceof Uint8Array) return readFloat(Buffer.from(value).toString('latin1'));
  if (typeof value === 'object' || value === undefined) return undefined;
  const number = Number(value);
  if (typeof value !== 'bigint' || Number.isFinite(number)) return number;
  return defects.error('pickle-overflow', 'an int is too large for a double; carbon drops the connection');
}

function checkTypes(
  item: PickleValue,
  point: PickleValue,
  numbers: readonly PickleValue[],
  defects: GraphiteDefects,
): void {
  if (!isTuple(item) || !isTuple(point)) {
    defects.warn('pickle-item', 'an item must be a tuple of the path and a tuple; go-carbon takes no list');
  }
  if (numbers.some((number) => typeof number !== 'number')) {
    const message =
      'timestamp and value must be an int that a double holds, or a float; carbon-relay-ng reads no others';
    defects.warn('pickle-item', message);
  }
}
