import { quote } from '../defect.js';
import type { StatsdDefects } from './defect.js';
import type { Origin } from './record.js';

const cardinalities = new Set(['none', 'low', 'orchestrator', 'high']);

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** The `c:`, `e:` and `card:` of a record, while they are read. */
export type OriginDraft = Writable<Origin>;

/** An origin of which nothing is known. */
export function unknownOrigin(): OriginDraft {
  return { containerId: undefined, externalData: undefined, cardinality: undefined };
}

/** Takes one section of a metric, or field of an event; tells its key when it belongs to the origin. */
export function readOrigin(
  section: string,
  column: number,
  origin: OriginDraft,
  defects: StatsdDefects,
): string | undefined {
  const key = /^(?:c|e|card):/.exec(section)?.[0];
  if (key === undefined) return undefined;
  const value = section.slice(key.length);
  if (value === '') defects.warn('empty-section', `section ${quote(section)} is empty; leave it out`, column);
  else if (key === 'c:') origin.containerId = value;
  else if (key === 'e:') origin.externalData = value;
  else origin.cardinality = readCardinality(value, column, defects);
  return key;
}

function readCardinality(value: string, column: number, defects: StatsdDefects): string {
  if (!cardinalities.has(value)) {
    const message = `cardinality ${quote(value)} is not one of none, low, orchestrator, high`;
    defects.warn('bad-cardinality', message, column);
  }
  return value;
}
