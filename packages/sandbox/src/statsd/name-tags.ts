import { quote } from '../defect.js';
import type { StatsdDefects } from './defect.js';
import type { Dialect, DialectRules } from './dialect.js';
import { checkName } from './name.js';
import type { Tag } from './record.js';
import { noTags, readNameTags } from './tags.js';

/** What stands before the first colon. */
export interface Head {
  readonly name: string;
  readonly tags: readonly Tag[];
}

/** What ends the name and begins the tags, and what stands between tags. */
const separators: Partial<Record<Dialect, readonly [begin: string, between: string]>> = {
  influxdb: [',', ','],
  librato: ['#', ','],
  graphite: [';', ';'],
};

/** Reads name and tags of the dialects that keep the tags in the name. */
export function readHead(text: string, rules: DialectRules, defects: StatsdDefects): Head {
  if (rules.dialect === 'signalfx') return readBrackets(text, rules, defects);
  const separator = separators[rules.dialect];
  const end = separator === undefined ? -1 : text.indexOf(separator[0]);
  const name = end < 0 ? text : text.slice(0, end);
  checkName(name, rules, defects);
  if (separator === undefined || end < 0) return { name, tags: noTags };
  return { name, tags: readNameTags(text.slice(end + 1), separator[1], { column: end + 2, rules }, defects) };
}

/** SignalFx: the brackets may stand anywhere in the name. Source: prometheus/statsd_exporter pkg/line/line.go */
function readBrackets(text: string, rules: DialectRules, defects: StatsdDefects): Head {
  const open = text.indexOf('[');
  const close = text.indexOf(']', open);
  if (open < 0 || close < 0) {
    if (open >= 0 || text.includes(']')) {
      const message = `name ${quote(text)} has one bracket only; statsd_exporter takes all of it for the name`;
      defects.warn('unbalanced-bracket', message, 1);
    }
    checkName(text, rules, defects);
    return { name: text, tags: noTags };
  }
  const name = text.slice(0, open) + text.slice(close + 1);
  checkName(name, rules, defects);
  const inside = text.slice(open + 1, close);
  return { name, tags: readNameTags(inside, ',', { column: open + 2, rules }, defects) };
}
