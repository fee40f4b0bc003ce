import type { Dialect, NumberMetric } from '@otelwire/sandbox';
import { parseRecord, StatsdTotals } from '@otelwire/sandbox';
import { expect } from 'vitest';

export interface WireRecord {
  readonly line: string;
  readonly metric: NumberMetric;
}

/**
 * Reads payloads as strictly as the sandbox can: each is whole lines, each line is one metric, nothing is wrong with any of
 * them.
 */
export function readStrictly(payload: Uint8Array, dialect: Dialect): WireRecord[] {
  const bytes = Buffer.from(payload);
  expect(bytes.at(-1)).toBe(0x0a);
  const records: WireRecord[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(0x0a, start);
    const line = bytes.subarray(start, end);
    const { record, defects } = parseRecord(line, dialect);
    const complaints = defects.filter(({ level }) => level !== 'remark');
    expect({ line: line.toString(), complaints }).toEqual({ line: line.toString(), complaints: [] });
    expect(record?.kind).toBe('metric');
    records.push({ line: line.toString(), metric: record as NumberMetric });
    start = end + 1;
  }
  return records;
}

/** What a server that misses nothing has in the end. */
export function totalsOf(payloads: readonly Uint8Array[], dialect: Dialect): StatsdTotals {
  const totals = new StatsdTotals(dialect);
  for (const payload of payloads) for (const { metric } of readStrictly(payload, dialect)) totals.add(metric);
  return totals;
}
