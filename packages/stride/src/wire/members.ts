import { createHash } from 'node:crypto';
import { quotedText } from './json-text.js';

/** Keys and their values as JSON, sorted by key. */
export type JsonPairs = readonly (readonly [key: string, json: string])[];

/** As an object: `{"http.route":"/","status":200}`. Of keys that differ in halves of characters only, the last one stays. */
export function objectOf(pairs: JsonPairs): string {
  const members = new Map(pairs.map(([key, json]) => [quotedText(key), json]));
  return `{${[...members].map((member) => member.join(':')).join(',')}}`;
}

/**
 * As fields of the event itself, for tables with a column each: `"attr_http_route":"/","attr_status":200`. Of two keys that become one
 * column, the later one in their order ends in eight hexadecimal digits of its SHA-256.
 */
export function columnsOf(prefix: string, pairs: JsonPairs): string {
  const taken = new Set<string>();
  const columns = pairs.map(([key, json]) => {
    const plain = `${prefix}_${key.replace(/[^A-Za-z0-9_]/g, '_')}`;
    const column = taken.has(plain) ? `${plain}_${hashOf(key)}` : plain;
    taken.add(column);
    return `${quotedText(column)}:${json}`;
  });
  return columns.join(',');
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8);
}
