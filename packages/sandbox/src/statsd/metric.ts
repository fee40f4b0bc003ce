import { quote } from '../defect.js';
import type { StatsdDefects } from './defect.js';
import type { DialectRules, MetricType } from './dialect.js';
import type { Head } from './name-tags.js';
import { readHead } from './name-tags.js';
import type { Metric } from './record.js';
import type { Sections } from './sections.js';
import { readSections } from './sections.js';
import { readMembers, readValues } from './values.js';

/** Reads `name:value|type|sections`. What it gives is only good while `defects` holds no error. */
export function readMetric(line: string, rules: DialectRules, defects: StatsdDefects): Metric | undefined {
  const bar = line.indexOf('|');
  const colon = line.indexOf(':');
  if (colon < 0 || (bar >= 0 && colon > bar)) {
    return defects.error('no-value', 'there is no colon between name and value: name:value|type', 1);
  }
  if (bar < 0) return defects.error('no-type', 'there is no bar between value and type: name:value|type', 1);
  const head = readHead(line.slice(0, colon), rules, defects);
  const nextBar = line.indexOf('|', bar + 1);
  const type = readType(line.slice(bar + 1, nextBar < 0 ? line.length : nextBar), bar + 2, rules, defects);
  if (type === undefined) return undefined;
  const start = nextBar < 0 ? line.length + 1 : nextBar + 1;
  const sections = readSections(line, start, { type, tagsInName: head.tags.length > 0, rules }, defects);
  return assemble(head, line.slice(colon + 1, bar), { column: colon + 2, type, rules }, sections, defects);
}

function readType(
  text: string,
  column: number,
  rules: DialectRules,
  defects: StatsdDefects,
): MetricType | undefined {
  const type = rules.family === 'etsy' ? text.trim() : text;
  if (!rules.types.has(type)) {
    const allowed = [...rules.types].join(' ');
    const message = `type ${quote(text)} is unknown to the dialect ${rules.dialect}, which has ${allowed}`;
    return defects.error('unknown-type', message, column);
  }
  if (type !== text) {
    defects.warn(
      'white-space',
      `white space around the type ${quote(text)}; only Etsy's daemon reads it`,
      column,
    );
  }
  return type as MetricType;
}

function assemble(
  head: Head,
  text: string,
  place: { readonly column: number; readonly type: MetricType; readonly rules: DialectRules },
  sections: Sections,
  defects: StatsdDefects,
): Metric {
  const tags = head.tags.length > 0 ? head.tags : sections.tags;
  if (place.type === 's') {
    const values = readMembers(text, place, defects);
    return { kind: 'metric', name: head.name, type: 's', values, sign: undefined, ...sections, tags };
  }
  const values = readValues(text, place, defects);
  const sign = place.type === 'g' ? signOf(text) : undefined;
  return { kind: 'metric', name: head.name, type: place.type, values, sign, ...sections, tags };
}

/** Of packed gauges the last one stays. */
function signOf(text: string): '+' | '-' | undefined {
  const first = text.slice(text.lastIndexOf(':') + 1).trimStart()[0];
  return first === '+' || first === '-' ? first : undefined;
}
