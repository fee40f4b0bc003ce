import { DefectList, quote } from '../../defect.js';
import type { Tag } from '../../statsd/record.js';
import type { GraphiteDefectCode, GraphiteDefects } from '../defect.js';
import { checkName } from '../name.js';
import type { ParsedGraphitePoint } from '../point.js';
import { noTags, readTagList } from '../tags.js';
import { checkTimestamp } from '../timestamp.js';
import { checkValue } from '../value.js';

/** What became of one object of a body. */
export interface ParsedJsonPoint extends ParsedGraphitePoint {
  /** Whether its fields have the types that Grafana's decoder wants; it refuses the whole body when not. */
  readonly isTyped: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads one object of the JSON that Grafana Cloud takes. Source: grafana/metrictank schema/metric.go, which its
 * gateway validates with
 */
export function readJsonPoint(item: unknown): ParsedJsonPoint {
  const defects = new DefectList<GraphiteDefectCode>();
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    defects.error('bad-json', 'a point is not a JSON object');
    const nothing = { name: '', tags: noTags, value: undefined, timestamp: undefined };
    return { ...nothing, defects: defects.found, isTyped: false };
  }
  const fields = item as Fields;
  return {
    name: readName(fields, defects),
    tags: readJsonTags(fields, defects),
    value: readNumber(fields, defects),
    timestamp: readTime(fields, defects),
    intervalSeconds: readInterval(fields, defects),
    defects: defects.found,
    isTyped: areTyped(fields),
  };
}

function areTyped({ name, interval, value, time, tags }: Fields): boolean {
  const isAbsent = (field: unknown) => field === undefined || field === null;
  return (
    (isAbsent(name) || typeof name === 'string') &&
    (isAbsent(interval) || Number.isInteger(interval)) &&
    (isAbsent(value) || Number.isFinite(value)) &&
    (isAbsent(time) || Number.isInteger(time)) &&
    (isAbsent(tags) || (Array.isArray(tags) && tags.every((tag) => typeof tag === 'string')))
  );
}

function readName({ name }: Fields, defects: GraphiteDefects): string {
  if (typeof name !== 'string' || name === '') {
    defects.error('empty-name', 'name is missing; it is a path such as "a.b"');
    return '';
  }
  checkName(name, 1, defects);
  if (name.includes(';')) {
    defects.warn('bad-tags', `name ${quote(name)} has a semicolon; tags stand in tags`);
  }
  return name;
}

function readJsonTags({ tags }: Fields, defects: GraphiteDefects): readonly Tag[] {
  if (tags === undefined || tags === null) return noTags;
  if (!Array.isArray(tags) || tags.some((tag) => typeof tag !== 'string')) {
    defects.error('bad-tags', 'tags is not a list of texts such as "key=value"');
    return noTags;
  }
  const read = readTagList(tags, defects);
  if (read === undefined) defects.error('bad-tags', 'a tag is not key=value; Grafana refuses the point');
  return read ?? noTags;
}

function readNumber({ value }: Fields, defects: GraphiteDefects): number | undefined {
  if (typeof value === 'number') return checkValue(value, undefined, defects);
  return defects.error('bad-value', 'value is missing, or is no number');
}

function readTime({ time }: Fields, defects: GraphiteDefects): number | undefined {
  if (!Number.isInteger(time)) {
    return defects.error('bad-timestamp', 'time is missing, or is not a whole number of seconds');
  }
  const seconds = time as number;
  const place = { text: String(seconds), isPlain: seconds > 0, column: undefined };
  return checkTimestamp(seconds, place, defects);
}

function readInterval({ interval }: Fields, defects: GraphiteDefects): number | undefined {
  if (Number.isInteger(interval) && (interval as number) > 0) return interval as number;
  return defects.error('bad-interval', 'interval is missing, or is not a whole number of seconds above 0');
}
