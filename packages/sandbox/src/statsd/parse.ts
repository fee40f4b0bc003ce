import { isUtf8 } from 'node:buffer';
import { DefectList } from '../defect.js';
import type { StatsdDefect, StatsdDefectCode, StatsdDefects } from './defect.js';
import type { Dialect, DialectRules } from './dialect.js';
import { rulesOf } from './dialect.js';
import { readEvent } from './event.js';
import { readMetric } from './metric.js';
import type { StatsdRecord } from './record.js';
import { readServiceCheck } from './service-check.js';

/** The Datadog Agent reads that much of a datagram or frame. Source: `dogstatsd_buffer_size` */
export const maxRecordBytes = 8192;

/** What became of one line. */
export interface ParsedRecord {
  /** What the line is, or wanted to be. */
  readonly kind: StatsdRecord['kind'];
  /** Absent when there is an error. */
  readonly record: StatsdRecord | undefined;
  readonly defects: readonly StatsdDefect[];
}

/** Reads one line, without its line end. Never throws. */
export function parseRecord(line: string | Uint8Array, dialect: Dialect): ParsedRecord {
  const rules = rulesOf(dialect);
  const defects = new DefectList<StatsdDefectCode>();
  const text = typeof line === 'string' ? line : decode(line, defects);
  checkLine(text, line, defects);
  const kind = kindOf(text);
  const record = readRecord(kind, text, line, rules, defects);
  return { kind, record: defects.hasErrors ? undefined : record, defects: defects.found };
}

function readRecord(
  kind: StatsdRecord['kind'],
  text: string,
  line: string | Uint8Array,
  rules: DialectRules,
  defects: StatsdDefects,
): StatsdRecord | undefined {
  if (kind === 'metric') return readMetric(text, rules, defects);
  if (rules.family !== 'datadog') {
    return defects.error(
      'not-in-dialect',
      `the dialect ${rules.dialect} has no events and no service checks`,
      1,
    );
  }
  if (kind === 'service-check') return readServiceCheck(text, rules, defects);
  return readEvent(typeof line === 'string' ? Buffer.from(line) : viewOf(line), rules, defects);
}

/** Source: datadog-agent comp/dogstatsd/server/impl/parse.go; Telegraf takes `_e` without a brace for an event too. */
function kindOf(text: string): StatsdRecord['kind'] {
  if (!text.startsWith('_')) return 'metric';
  if (text.startsWith('_e{')) return 'event';
  return text.startsWith('_sc') ? 'service-check' : 'metric';
}

function checkLine(text: string, line: string | Uint8Array, defects: StatsdDefects): void {
  if (text.length > maxRecordBytes / 3) {
    const bytes = typeof line === 'string' ? Buffer.byteLength(line) : line.byteLength;
    if (bytes > maxRecordBytes) {
      defects.warn(
        'record-too-long',
        `the record has ${bytes} bytes; the Datadog Agent cuts at ${maxRecordBytes}`,
      );
    }
  }
  const control = text.search(/\p{Cc}/u);
  if (control >= 0) {
    const code = text.charCodeAt(control).toString(16).padStart(4, '0');
    defects.warn(
      'control-character',
      `the control character U+${code.toUpperCase()} stands in the line`,
      control + 1,
    );
  }
}

function viewOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function decode(bytes: Uint8Array, defects: StatsdDefects): string {
  if (!isUtf8(bytes)) {
    defects.warn('invalid-utf8', 'the line is not UTF-8; statsd_exporter drops it, others keep broken text');
  }
  return viewOf(bytes).toString('utf8');
}
