import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseGraphiteLine } from '../../src/graphite/line.ts';
import type { Dialect } from '../../src/statsd/dialect.ts';
import { parseRecord } from '../../src/statsd/parse.ts';
import { refused } from './refused.ts';

interface Vector {
  readonly id: string;
  /** `lines`: Graphite's plaintext. */
  readonly dialect: Dialect | 'lines';
  readonly lines: readonly string[];
}

const file = new URL('../vectors/encoded-by-clients.json', import.meta.url);
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { readonly vectors: readonly Vector[] };

function defectsOf({ dialect, lines }: Vector) {
  return lines.flatMap((line) => {
    const parsed = dialect === 'lines' ? parseGraphiteLine(Buffer.from(line)) : parseRecord(line, dialect);
    return parsed.defects.filter(({ level }) => level !== 'remark');
  });
}

describe('what clients of others send is taken, but for what is known to go wrong', () => {
  it.each(vectors)('$id: $lines', (vector) => {
    const codes = new Set(defectsOf(vector).map(({ code }) => code));
    expect([...codes]).toEqual(refused.get(vector.id) ?? []);
  });

  it('and no vector is listed that is not there', () => {
    const ids = new Set(vectors.map(({ id }) => id));
    expect([...refused.keys()].filter((id) => !ids.has(id))).toEqual([]);
  });
});
