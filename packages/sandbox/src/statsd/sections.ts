import { quote } from '../defect.js';
import type { StatsdDefects } from './defect.js';
import type { DialectRules, MetricType } from './dialect.js';
import type { OriginDraft } from './origin.js';
import { readOrigin, unknownOrigin } from './origin.js';
import { readRate } from './rate.js';
import type { Tag } from './record.js';
import { noTags, readTagSection } from './tags.js';
import { readTimestamp } from './timestamp.js';

/** What stands after the type. */
export interface Sections extends OriginDraft {
  rate: number;
  tags: readonly Tag[];
  timestampSeconds: number | undefined;
}

/** `@`, then `#`, then the rest: Etsy's daemon and Vector want it so. */
const ranks: Readonly<Record<string, number>> = { '@': 0, '#': 1 };

/** Reads the sections of a metric from `start` on, which is the place behind the bar that ends the type. */
export function readSections(
  line: string,
  start: number,
  subject: { readonly type: MetricType; readonly tagsInName: boolean; readonly rules: DialectRules },
  defects: StatsdDefects,
): Sections {
  const sections: Sections = { rate: 1, tags: noTags, timestampSeconds: undefined, ...unknownOrigin() };
  const seen: string[] = [];
  for (let at = start; at <= line.length; ) {
    const bar = line.indexOf('|', at);
    const end = bar < 0 ? line.length : bar;
    const key = readSection(line.slice(at, end), at + 1, sections, subject, seen, defects);
    if (key !== undefined) checkOrder(key, seen, at + 1, subject.rules, defects);
    at = end + 1;
  }
  checkRate(sections, subject.type, seen, defects);
  return sections;
}

function readSection(
  section: string,
  column: number,
  into: Sections,
  { type, tagsInName, rules }: { type: MetricType; tagsInName: boolean; rules: DialectRules },
  seen: readonly string[],
  defects: StatsdDefects,
): string | undefined {
  if (rules.family === 'etsy' && seen.includes('#')) {
    const message = `${quote(section)} after the tags: Etsy's daemon glues it to the last tag; put the rate first`;
    return defects.error('section-after-tags', message, column);
  }
  if (section === '') return emptySection(column, rules, defects);
  if (section.startsWith('@')) {
    into.rate = readRate(section.slice(1), column + 1, rules, defects);
    return '@';
  }
  if (section.startsWith('#')) {
    into.tags = readTags(section.slice(1), column + 1, tagsInName, rules, defects);
    return '#';
  }
  if (rules.family !== 'datadog') return unknownSection(section, column, rules, defects);
  if (section.startsWith('T')) {
    into.timestampSeconds = readMetricTimestamp(section.slice(1), column + 1, type, defects);
    return 'T';
  }
  return readOrigin(section, column, into, defects) ?? unknownSection(section, column, rules, defects);
}

function emptySection(column: number, rules: DialectRules, defects: StatsdDefects): undefined {
  const message = 'a section is empty: two bars, or a bar at the end of the line';
  if (rules.family === 'datadog') defects.warn('empty-section', message, column);
  else defects.error('empty-section', message, column);
}

function unknownSection(
  section: string,
  column: number,
  rules: DialectRules,
  defects: StatsdDefects,
): undefined {
  const allowed = rules.family === 'datadog' ? '@ # T c: e: card:' : '@';
  const message = `section ${quote(section)} is unknown to the dialect ${rules.dialect}, which has ${allowed}`;
  if (rules.family === 'etsy') defects.error('unknown-section', message, column);
  else defects.warn('unknown-section', message, column);
}

function readTags(
  text: string,
  column: number,
  tagsInName: boolean,
  rules: DialectRules,
  defects: StatsdDefects,
): readonly Tag[] {
  if (rules.family === 'datadog') return readTagSection(text, column, rules, defects);
  if (tagsInName) {
    defects.error(
      'mixed-tag-styles',
      'tags stand in the name and behind |#; statsd_exporter drops the line',
      column,
    );
    return noTags;
  }
  const message = `the dialect ${rules.dialect} has no tags behind |#; many servers lose them or the line`;
  defects.warn('tags-not-in-dialect', message, column);
  // Etsy's daemon reads them since 0.9.0; statsd_exporter without the DogStatsD parser skips them.
  return rules.family === 'etsy' ? readTagSection(text, column, rules, defects) : noTags;
}

function readMetricTimestamp(
  text: string,
  column: number,
  type: MetricType,
  defects: StatsdDefects,
): number | undefined {
  const seconds = readTimestamp(text, column, defects);
  if (seconds === undefined) {
    return defects.error(
      'bad-timestamp',
      `timestamp ${quote(text)} is not a whole number of seconds above 0`,
      column,
    );
  }
  if (type !== 'c' && type !== 'g') {
    const message = `a timestamp on the type ${type}: the Datadog Agent takes it on c and g only and drops others`;
    defects.warn('timestamp-without-effect', message, column);
  }
  return seconds;
}

function checkOrder(
  key: string,
  seen: string[],
  column: number,
  rules: DialectRules,
  defects: StatsdDefects,
): void {
  if (seen.includes(key)) {
    const message = `section ${key} stands twice; the Datadog Agent takes the last, veneur refuses the line`;
    if (rules.family === 'etsy') defects.error('duplicate-section', message, column);
    else defects.warn('duplicate-section', message, column);
  } else if (seen.some((earlier) => (ranks[earlier] ?? 2) > (ranks[key] ?? 2))) {
    const message = `section ${key} comes too late; the order all servers read is @rate, #tags, then others`;
    defects.warn('section-order', message, column);
  }
  seen.push(key);
}

function checkRate(
  { rate, timestampSeconds }: Sections,
  type: MetricType,
  seen: readonly string[],
  defects: StatsdDefects,
) {
  if (!seen.includes('@')) return;
  if (type === 'g' || type === 's') {
    defects.remark('rate-without-effect', `a rate has no effect on the type ${type}`);
  } else if (timestampSeconds !== undefined && rate !== 1) {
    const message =
      'the Datadog Agent does not apply a rate to a record with a timestamp; multiply before sending';
    defects.warn('timestamp-with-rate', message);
  }
}
