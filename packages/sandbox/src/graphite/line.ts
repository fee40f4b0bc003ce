import { isUtf8 } from 'node:buffer';
import { DefectList } from '../defect.js';
import type { GraphiteDefectCode, GraphiteDefects } from './defect.js';
import { readPath } from './path.js';
import type { ParsedGraphitePoint } from './point.js';
import { noTags } from './tags.js';
import { readTimestamp } from './timestamp.js';
import { readValue } from './value.js';
import type { Field } from './white-space.js';
import { splitFields, splitStrictly } from './white-space.js';

/** Source: twisted protocols/basic.py LineOnlyReceiver.MAX_LENGTH */
export const maxLineBytes = 16_384;

/** Reads one line `path value timestamp`, without its line end. Never throws. */
export function parseGraphiteLine(line: string | Uint8Array): ParsedGraphitePoint {
  const defects = new DefectList<GraphiteDefectCode>();
  if (typeof line !== 'string' && !isUtf8(line)) {
    defects.error('invalid-utf8', 'the line is not UTF-8; carbon drops the connection, or the datagram');
    return nothing(defects);
  }
  const text = typeof line === 'string' ? line : Buffer.from(line).toString('utf8');
  checkLength(text, defects);
  const fields = readFields(text, defects);
  if (fields === undefined) return nothing(defects);
  const [path, value, timestamp] = fields;
  return {
    ...readPath(path.text, path.column, defects),
    value: readValue(value.text, value.column, defects),
    timestamp: readTimestamp(timestamp.text, timestamp.column, defects),
    defects: defects.found,
  };
}

function nothing({ found }: GraphiteDefects): ParsedGraphitePoint {
  return { name: '', tags: noTags, value: undefined, timestamp: undefined, defects: found };
}

function checkLength(text: string, defects: GraphiteDefects): void {
  if (text.length <= maxLineBytes / 3) return;
  const bytes = Buffer.byteLength(text);
  if (bytes <= maxLineBytes) return;
  const message = `the line has ${bytes} bytes; over TCP, carbon drops the connection above ${maxLineBytes}`;
  defects.warn('line-too-long', message);
}

function readFields(text: string, defects: GraphiteDefects): readonly [Field, Field, Field] | undefined {
  const strictly = splitStrictly(text);
  if (strictly !== undefined) return strictly;
  const fields = splitFields(text);
  const [path, value, timestamp] = fields;
  if (path === undefined || value === undefined || timestamp === undefined || fields.length > 3) {
    const message = `the line has ${fields.length} fields, not path, value and timestamp; any Unicode white space splits`;
    return defects.error('field-count', message, 1);
  }
  const message = 'one space must stand between path, value and timestamp, and none around them';
  defects.warn('white-space', message, 1);
  return [path, value, timestamp];
}
